import type { EngineStore } from "../../engine/store.ts";

/** A store to write to for as long as this tab leads. */
export interface Ending {
  readonly store: EngineStore;
  /** Waits for what is being written; nothing is written from now on. */
  end(): Promise<void>;
}

/**
 * What an engine is about to write when its tab does not lead any more comes from rows that the next one has changed
 * since: it is not written, and whoever waits for it goes with the engine.
 */
export function ending(store: EngineStore): Ending {
  const writing = new Set<Promise<void>>();
  let ended = false;
  return {
    store: {
      ...store,
      write(batch) {
        if (ended) {
          return new Promise(() => undefined);
        }
        const work = store.write(batch).finally(() => writing.delete(work));
        writing.add(work);
        return work;
      },
    },
    async end() {
      ended = true;
      await Promise.allSettled(writing);
    },
  };
}
