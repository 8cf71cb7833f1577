import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from "idb";
import type { DeviceKeys } from "../crypto/keys.ts";
import type { Bytes } from "../wire/bytes.ts";
import type { Key, StoreName } from "./store.ts";

/** A row as it lies in the database: what finds it, and the rest sealed. */
export interface SealedRow {
  readonly key: IDBValidKey;
  readonly index?: IDBValidKey;
  readonly sealed: Bytes;
}

/** Keys of this device, which the browser keeps without showing them. They are the only thing that is not sealed. */
export interface KeyRow {
  readonly key: "storage" | "device";
  /** AES-256-GCM, of `storage`. */
  readonly storage?: CryptoKey;
  /** Of `device`. */
  readonly device?: DeviceKeys;
}

interface Rows {
  key: IDBValidKey;
  value: SealedRow;
  indexes: { index: IDBValidKey };
}

export type Schema = Record<StoreName, Rows> & DBSchema & { keys: { key: string; value: KeyRow } };
export type Database = IDBPDatabase<Schema>;
export type Upgrade = IDBPTransaction<Schema, (StoreName | "keys")[], "versionchange">;

/** All stores of rows. */
export const STORES: readonly StoreName[] = [
  "meta",
  "conversations",
  "messages",
  "outbox",
  "people",
  "devices",
  "media",
  "preferences",
];

/** What each version of the database added to the one before; a new one is put at the end and nothing is changed. */
const UPGRADES: readonly ((database: Database, transaction: Upgrade) => void)[] = [
  (database) => {
    database.createObjectStore("keys", { keyPath: "key" });
    for (const name of STORES) {
      database.createObjectStore(name, { keyPath: "key" }).createIndex("index", "index");
    }
  },
];

/** Opens the database, and brings it to the newest version. */
export const openDatabase = (name: string, closed: (removed: boolean) => void): Promise<Database> =>
  openDB<Schema>(name, UPGRADES.length, {
    upgrade(database, from, _to, transaction) {
      for (const upgrade of UPGRADES.slice(from)) {
        upgrade(database, transaction);
      }
    },
    // Another tab removes the database or brings it to a newer version: this one must not stand in its way.
    blocking: (_current, wanted) => closed(wanted === null),
    terminated: () => closed(false),
  });

/** A key as IndexedDB takes it. */
export const valid = (key: Key): IDBValidKey => (typeof key === "string" ? key : [...key]);
