import type { IDBPObjectStore } from "idb";
import { valid, type Database, type Schema, type SealedRow } from "./schema.ts";
import { sealRow } from "./sealing.ts";
import type { Change, Key, StoreEvent, StoreName, Written } from "./store.ts";

/**
 * Writes batches one after the other, in the order of the calls.
 *
 * @param writing hears what is being written, and answers what is to be called when it is
 */
export function writerOf(database: Database, storage: CryptoKey, writing: (event: StoreEvent) => () => void) {
  let before: Promise<unknown> = Promise.resolve();
  return (changes: readonly Change[], durable: boolean): Promise<void> => {
    // Sealed before the transaction opens: IndexedDB commits one that has nothing to do, and WebCrypto takes its time.
    const sealed = Promise.all(
      changes.map(async (change): Promise<Sealed> =>
        change.is === "put"
          ? { ...change, row: await sealRow(storage, change.store, change.key, change.index, change.row) }
          : change,
      ),
    );
    const mine = Promise.allSettled([before, sealed]).then(async () => {
      const stores = [...new Set(changes.map(({ store }) => store))];
      const ready = await sealed;
      if (stores.length === 0) {
        return;
      }
      const transaction = database.transaction(stores, "readwrite", { durability: durable ? "strict" : "default" });
      const requests: Promise<unknown>[] = [transaction.done];
      try {
        for (const change of ready) {
          requests.push(request(transaction.objectStore(change.store), change));
        }
      } catch (failed) {
        // A key that is none: what was asked for so far would be committed.
        transaction.abort();
        await Promise.allSettled(requests);
        throw failed;
      }
      const written = writing({ is: "written", written: stores.map((store) => summary(store, changes)) });
      await Promise.all(requests);
      written();
    });
    before = mine.catch(() => undefined);
    return mine;
  };
}

type Writable = IDBPObjectStore<Schema, StoreName[], StoreName, "readwrite">;
type Sealed = Exclude<Change, { is: "put" }> | (Extract<Change, { is: "put" }> & { readonly row: SealedRow });

function request(store: Writable, change: Sealed): Promise<unknown> {
  switch (change.is) {
    case "put":
      return store.put(change.row);
    case "remove":
      return store.delete(valid(change.key));
    case "remove-range":
      return store.delete(IDBKeyRange.bound(valid(change.from), valid(change.to)));
  }
}

function summary(name: StoreName, changes: readonly Change[]): Written {
  const mine = changes.filter(({ store }) => store === name);
  return {
    store: name,
    keys: mine.flatMap((change) => (change.is === "remove-range" ? [] : [change.key])),
    ranges: mine.flatMap((change): [Key, Key][] => (change.is === "remove-range" ? [[change.from, change.to]] : [])),
  };
}
