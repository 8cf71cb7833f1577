/** Time as the transport sees it; of a test or of the browser. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls once, after so many milliseconds. Answers how not to. */
  after(milliseconds: number, task: () => void): () => void;
}

/** The browser's clock and timers. */
export const browserClock: Clock = {
  now: () => Date.now(),
  after(milliseconds, task) {
    const timer = setTimeout(task, milliseconds);
    return () => clearTimeout(timer);
  },
};

/** Waits; rejects with the signal's reason when it is aborted before. */
export function sleep(clock: Clock, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = clock.after(milliseconds, () => {
      signal?.removeEventListener("abort", aborted);
      resolve();
    });
    function aborted(): void {
      stop();
      reject(signal?.reason as Error);
    }
    signal?.addEventListener("abort", aborted, { once: true });
  });
}
