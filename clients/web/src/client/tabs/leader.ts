/** Who leads takes this lock, for as long as it leads. */
const LOCK = "culver-leader";

/** The lead of all tabs of this browser. */
export interface Leading {
  /** Gives the lead up, and does not take it again. */
  stop(): Promise<void>;
}

/** What a tab needs to be elected: the browser's locks, and where it hears of being frozen. */
export interface Election {
  readonly locks: Pick<LockManager, "request">;
  /** The document and window, or nothing where there is none. */
  readonly lifecycle?: Pick<EventTarget, "addEventListener" | "removeEventListener">;
}

/**
 * Waits for the lead, and leads. A tab that is frozen lets the lead go before, since it could not do anything; it waits
 * for it again when it goes on.
 *
 * @param lead begins to lead, and answers how to stop
 */
export function leading({ locks, lifecycle }: Election, lead: () => Promise<() => void | Promise<void>>): Leading {
  let control: AbortController | undefined;
  let release: (() => void) | undefined;
  let running: Promise<unknown> = Promise.resolve();
  let stopped = false;

  const wait = (): void => {
    if (control !== undefined || stopped) {
      return;
    }
    const mine = new AbortController();
    control = mine;
    running = locks
      .request(LOCK, { signal: mine.signal }, async () => {
        const end = await lead();
        if (!mine.signal.aborted) {
          await new Promise<void>((resolve) => {
            release = resolve;
          });
        }
        await end();
      })
      .catch((failure: unknown) => {
        if (!(failure instanceof DOMException && failure.name === "AbortError")) {
          throw failure;
        }
      });
  };

  const letGo = (): void => {
    control?.abort();
    control = undefined;
    release?.();
    release = undefined;
  };

  const events = { freeze: letGo, pagehide: letGo, resume: wait, pageshow: wait };
  Object.entries(events).forEach(([name, handler]) => lifecycle?.addEventListener(name, handler));
  wait();
  return {
    async stop() {
      stopped = true;
      Object.entries(events).forEach(([name, handler]) => lifecycle?.removeEventListener(name, handler));
      letGo();
      await running;
    },
  };
}
