import type { Live } from "../../client/culver.ts";

/** A live value that is set by hand. */
export interface Cell<T> extends Live<T> {
  set(value: T): void;
}

export function cell<T>(value?: T): Cell<T> {
  let current = value;
  const listeners = new Set<() => void>();
  return {
    current: () => current,
    subscribe: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    set: (next) => {
      current = next;
      for (const listener of [...listeners]) listener();
    },
  };
}

/** A live value that follows another. */
export function derived<T, S>(source: Live<T>, read: (value: T) => S): Live<S> {
  let last: { readonly of: T; readonly is: S } | undefined;
  return {
    current: () => {
      const value = source.current();
      if (value === undefined) return undefined;
      if (last?.of !== value) last = { of: value, is: read(value) };
      return last.is;
    },
    subscribe: (changed) => source.subscribe(changed),
  };
}
