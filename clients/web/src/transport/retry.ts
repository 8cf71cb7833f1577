import { Refused, Unreachable } from "../wire/failures.ts";
import { passesAfter } from "../wire/problems.ts";
import { backoff } from "./backoff.ts";
import { sleep, type Clock } from "./clock.ts";
import { TIME_OUT } from "./exchange.ts";

const BASE = 500;
const CAP = 30_000;
/** Somebody may be waiting: who has to wait longer than this had better know. */
export const PATIENCE = 20_000;

/** How often and how long to try. */
export interface Patience {
  /** Ends it; rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Milliseconds after which it is given up; {@link PATIENCE} unless given, 0 for one attempt that may take its time. */
  readonly patience?: number;
}

/** Milliseconds to wait at least before trying again, jitter apart; undefined if that will not help. */
export function waitAfter(failure: unknown): number | undefined {
  if (failure instanceof Unreachable) {
    return 0;
  }
  const seconds = failure instanceof Refused ? passesAfter(failure.problem) : undefined;
  return seconds === undefined ? undefined : seconds * 1000;
}

/** Whether it was refused and will be again: nothing was done, and trying again will not help. */
export const isRefusedForGood = (failure: unknown): boolean =>
  failure instanceof Refused && waitAfter(failure) === undefined;

/** Tries what may be done twice until it does not fail in a way that passes. Rejects with the last failure. */
export async function retry<T>(
  clock: Clock,
  random: () => number,
  attempt: (timeOut: number) => Promise<T>,
  { signal, patience = PATIENCE }: Patience = {},
): Promise<T> {
  const end = clock.now() + patience;
  const delays = backoff(random, BASE, CAP);
  for (;;) {
    try {
      return await attempt(patience === 0 ? TIME_OUT : Math.min(TIME_OUT, end - clock.now()));
    } catch (failure) {
      const wait = waitAfter(failure);
      const delay = wait === undefined ? 0 : wait + delays.next();
      if (wait === undefined || patience === 0 || clock.now() + delay >= end) {
        throw failure;
      }
      await sleep(clock, delay, signal);
    }
  }
}
