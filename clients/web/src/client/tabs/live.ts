import type { Live } from "../culver.ts";
import { share } from "./share.ts";

/** A value that this tab sets. */
export interface Source<T> extends Live<T> {
  set(value: T): void;
}

export function source<T>(first?: T): Source<T> {
  let value = first;
  const listeners = new Set<() => void>();
  return {
    current: () => value,
    set(next) {
      const before = value;
      value = share(value, next);
      if (value !== before) {
        [...listeners].forEach((changed) => changed());
      }
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

/** What tells that something may have changed. */
export interface Changes {
  subscribe(changed: () => void): () => void;
}

/** A value that is computed from others, when it is looked at and they have changed. */
export function derived<T>(changes: Changes, compute: () => T | undefined): Live<T> {
  const listeners = new Set<() => void>();
  let value: T | undefined;
  let fresh = false;
  let stop: (() => void) | undefined;

  const current = (): T | undefined => {
    // Without a subscription nobody tells of changes.
    if (!fresh || stop === undefined) {
      const next = compute();
      value = next === undefined ? undefined : share(value, next);
      fresh = true;
    }
    return value;
  };

  return {
    current,
    subscribe(changed) {
      const listener = (): void => {
        changed();
      };
      listeners.add(listener);
      if (stop === undefined) {
        fresh = false;
        stop = changes.subscribe(() => {
          const before = value;
          fresh = false;
          if (current() !== before) {
            [...listeners].forEach((tell) => tell());
          }
        });
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) {
          stop?.();
          stop = undefined;
        }
      };
    },
  };
}
