/** Lets work on the same thing happen one after the other. */
export interface Turns {
  /** Does the work when all work on the key that came before has ended, well or not. */
  take<T>(key: string, work: () => Promise<T>): Promise<T>;
}

export function turns(): Turns {
  const last = new Map<string, Promise<unknown>>();
  return {
    take(key, work) {
      const before = last.get(key) ?? Promise.resolve();
      const mine = before.then(work, work);
      const settled = mine.catch(() => undefined);
      last.set(key, settled);
      void settled.then(() => {
        if (last.get(key) === settled) {
          last.delete(key);
        }
      });
      return mine;
    },
  };
}
