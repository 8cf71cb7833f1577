/** Web Locks for tabs in one process: exclusive ones, in the order of the requests. */
export function testLocks(): Pick<LockManager, "request"> {
  const queues = new Map<string, Promise<unknown>>();
  const request = (name: string, second: unknown, third?: unknown): Promise<unknown> => {
    const options = (typeof second === "function" ? {} : second) as LockOptions;
    const work = (third ?? second) as () => Promise<unknown>;
    const before = queues.get(name) ?? Promise.resolve();
    const aborted = (): Error => new DOMException("aborted", "AbortError");
    const mine = before
      .catch(() => undefined)
      .then(async () => {
        if (options.signal?.aborted === true) {
          throw aborted();
        }
        return await work();
      });
    queues.set(
      name,
      mine.catch(() => undefined),
    );
    return mine;
  };
  return { request: request };
}
