import type { Live } from "../culver.ts";

/** Something that is there sooner or later, and may be replaced by another one. */
export interface Holder<T> {
  current(): T | undefined;
  set(value: T | undefined): void;
  /** Resolves when it is there. */
  ready(): Promise<T>;
  subscribe(changed: () => void): () => void;
}

export function holder<T>(): Holder<T> {
  let value: T | undefined;
  const listeners = new Set<() => void>();
  return {
    current: () => value,
    set(next) {
      value = next;
      [...listeners].forEach((changed) => changed());
    },
    ready() {
      return new Promise((resolve) => {
        const look = (): void => {
          if (value !== undefined) {
            listeners.delete(look);
            resolve(value);
          }
        };
        listeners.add(look);
        look();
      });
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

/** A live value of something that is there sooner or later. */
export function late<H, T>(of: Holder<H>, select: (held: H) => Live<T>): Live<T> {
  let known: { readonly held: H; readonly live: Live<T> } | undefined;
  const live = (): Live<T> | undefined => {
    const held = of.current();
    if (held === undefined) {
      return undefined;
    }
    if (known?.held !== held) {
      known = { held, live: select(held) };
    }
    return known.live;
  };
  return {
    current: () => live()?.current(),
    subscribe(changed) {
      let stop = live()?.subscribe(changed);
      const unsubscribe = of.subscribe(() => {
        stop?.();
        stop = live()?.subscribe(changed);
        changed();
      });
      return () => {
        unsubscribe();
        stop?.();
      };
    },
  };
}

/** The live values of things that have a name, each made once. */
export function byName<T>(make: (name: string) => Live<T>): (name: string) => Live<T> {
  const made = new Map<string, Live<T>>();
  return (name) => {
    const known = made.get(name) ?? make(name);
    made.set(name, known);
    return known;
  };
}
