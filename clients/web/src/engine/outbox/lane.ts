import { backoff } from "../../transport/backoff.ts";
import type { Environment } from "../ports.ts";

/** How the sending of one conversation stands. */
export interface Lane {
  /** Whether nothing is under way and nothing has to be waited for. */
  isFree(): boolean;
  busy: boolean;
  /** Everything up to here has to be applied before anything is sent. */
  syncUpTo: number | undefined;
  succeeded(): void;
  /** Counts how often the log was looked into since something was sent. */
  looks(): number;
  /** Tries again after a growing while, not before the least one, in milliseconds. */
  later(least: number, again: () => void): void;
  /** Tries again at once the first time, later if that has no success. */
  again(work: () => void): void;
  /** Does not wait any longer. */
  wake(): void;
}

export function lane(environment: Environment): Lane {
  const delays = backoff(() => environment.random(), 1_000, 60_000);
  let looks = 0;
  let attempts = 0;
  let cancel: (() => void) | undefined;
  const made: Lane = {
    busy: false,
    syncUpTo: undefined,
    isFree: () => !made.busy && cancel === undefined && made.syncUpTo === undefined,
    succeeded() {
      looks = 0;
      attempts = 0;
      delays.reset();
    },
    looks: () => ++looks,
    later(least, again) {
      cancel?.();
      cancel = environment.after(Math.max(least, delays.next()), () => {
        cancel = undefined;
        again();
      });
    },
    again(work) {
      if (attempts++ === 0) {
        delays.next();
        queueMicrotask(work);
      } else {
        made.later(0, work);
      }
    },
    wake() {
      cancel?.();
      cancel = undefined;
      attempts = 0;
      delays.reset();
    },
  };
  return made;
}
