/**
 * Growing delays with full jitter, in milliseconds: each is drawn evenly between nothing and a bound that doubles, so
 * that devices which lost their connection together do not come back together.
 */
export interface Backoff {
  next(): number;
  reset(): void;
}

/** `random` answers numbers from 0 up to 1; the first bound is `base`, the last `cap`. */
export function backoff(random: () => number, base: number, cap: number): Backoff {
  let attempts = 0;
  return {
    next: () => random() * Math.min(cap, base * 2 ** Math.min(attempts++, 30)),
    reset() {
      attempts = 0;
    },
  };
}
