import { valid, type Database } from "./schema.ts";
import { unsealRow } from "./sealing.ts";
import type { Key, Range, Store, Table } from "./store.ts";

/** Reads rows. */
export function rowsOf(database: Database, storage: CryptoKey): Pick<Store, "get" | "list" | "keys" | "find"> {
  return {
    async get<Row, K extends Key>({ store }: Table<Row, K>, key: K) {
      const row = await database.get(store, valid(key));
      return row === undefined ? undefined : ((await unsealRow(storage, store, row)) as Row);
    },
    async list<Row, K extends Key>({ store }: Table<Row, K>, range: Range<K> = {}) {
      const query = within(range);
      if (range.reverse !== true) {
        const sealed = await database.getAll(store, query, range.limit);
        return (await Promise.all(sealed.map((row) => unsealRow(storage, store, row)))) as Row[];
      }
      const sealed = [];
      let cursor = await database.transaction(store).store.openCursor(query, "prev");
      while (cursor !== null && sealed.length < (range.limit ?? Infinity)) {
        sealed.push(cursor.value);
        cursor = await cursor.continue();
      }
      return (await Promise.all(sealed.map((row) => unsealRow(storage, store, row)))) as Row[];
    },
    async keys<Row, K extends Key>({ store }: Table<Row, K>, range: Range<K> = {}) {
      const all = (await database.getAllKeys(
        store,
        within(range),
        range.reverse === true ? undefined : range.limit,
      )) as K[];
      return range.reverse === true ? all.reverse().slice(0, range.limit) : all;
    },
    async find<Row, K extends Key>({ store }: Table<Row, K>, index: Key) {
      const row = await database.getFromIndex(store, "index", valid(index));
      return row === undefined ? undefined : ((await unsealRow(storage, store, row)) as Row);
    },
  };
}

function within<K extends Key>({ from, to }: Range<K>): IDBKeyRange | undefined {
  if (from !== undefined && to !== undefined) {
    return IDBKeyRange.bound(valid(from), valid(to));
  }
  if (from !== undefined) {
    return IDBKeyRange.lowerBound(valid(from));
  }
  return to === undefined ? undefined : IDBKeyRange.upperBound(valid(to));
}
