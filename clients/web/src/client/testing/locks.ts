/** Web Locks for tabs in one process: exclusive ones, in the order of the requests. */
export function testLocks(): Pick<LockManager, "request"> {
  const queues = new Map<string, Promise<unknown>>();
  const request = (name: string, second: unknown, third?: unknown): Promise<unknown> => {
    const { signal } = (typeof second === "function" ? {} : second) as LockOptions;
    const work = (third ?? second) as () => Promise<unknown>;
    const before = queues.get(name) ?? Promise.resolve();
    const aborted = (): Error => new DOMException("aborted", "AbortError");
    let granted = false;
    const mine = before
      .catch(() => undefined)
      .then(async () => {
        if (signal?.aborted === true) {
          throw aborted();
        }
        granted = true;
        return await work();
      });
    queues.set(
      name,
      mine.catch(() => undefined),
    );
    // Who still waits when it is aborted hears at once.
    const gaveUp = new Promise<never>((_resolve, reject) => {
      signal?.addEventListener("abort", () => {
        if (!granted) {
          reject(aborted());
        }
      });
    });
    return Promise.race([mine, gaveUp]);
  };
  return { request: request };
}
