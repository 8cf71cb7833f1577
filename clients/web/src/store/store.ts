import type { DeviceKeys } from "../crypto/keys.ts";

/** The object stores, and where each row lies (see schema.ts). */
export type StoreName =
  "meta" | "conversations" | "messages" | "outbox" | "people" | "devices" | "media" | "preferences";

/** What a row lies at: a text, or a list such as `[conversation, order]`, ordered as IndexedDB orders keys. */
export type Key = string | readonly (string | number)[];

/**
 * A kind of row. Rows are JSON with `Uint8Array`s in it, sealed as a whole; only their key and index are readable to
 * whoever reads the database.
 */
export interface Table<Row, K extends Key> {
  readonly store: StoreName;
  keyOf(row: Row): K;
  /** Where the row is found besides its key, such as `[device, id]`; undefined for a row that needs none. */
  indexOf?(row: Row): Key | undefined;
}

/** Rows with keys from `from` to `to`, both included; what is absent is not bounded. */
export interface Range<K extends Key> {
  readonly from?: K;
  readonly to?: K;
  /** Greatest keys first. */
  readonly reverse?: boolean;
  /** At most so many. */
  readonly limit?: number;
}

/** A part of a batch; made by {@link put} and {@link remove}. */
export type Change =
  | { readonly is: "put"; readonly store: StoreName; readonly key: Key; readonly index?: Key; readonly row: unknown }
  | { readonly is: "remove"; readonly store: StoreName; readonly key: Key }
  | { readonly is: "remove-range"; readonly store: StoreName; readonly from: Key; readonly to: Key };

/** What was written, by this tab or another. A removed range is told by its bounds. */
export interface Written {
  readonly store: StoreName;
  readonly keys: readonly Key[];
  readonly ranges: readonly (readonly [Key, Key])[];
}

/** What becomes of the store besides being written. */
export type StoreEvent =
  | { readonly is: "written"; readonly written: readonly Written[] }
  /** All rows were removed, by this tab or another; keys are kept, and the store goes on. */
  | { readonly is: "emptied" }
  /** Everything was removed, by this tab or another: begin anew. The store answers nothing any more. */
  | { readonly is: "wiped" }
  /** A newer version in another tab needs the database: load the page anew. The store answers nothing any more. */
  | { readonly is: "closed" };

/**
 * What this device keeps, sealed at rest. All methods reject with {@link KeysLost} when a row does not unseal, and with
 * {@link StorageFull} when the browser has no room.
 */
export interface Store {
  get<Row, K extends Key>(table: Table<Row, K>, key: K): Promise<Row | undefined>;
  /** Rows in the order of their keys. */
  list<Row, K extends Key>(table: Table<Row, K>, range?: Range<K>): Promise<readonly Row[]>;
  /** The keys of rows, without unsealing them. */
  keys<Row, K extends Key>(table: Table<Row, K>, range?: Range<K>): Promise<readonly K[]>;
  /** The row with this index; the first by key if there are several. */
  find<Row, K extends Key>(table: Table<Row, K>, index: Key): Promise<Row | undefined>;
  /**
   * Writes all of it or nothing. Batches of a tab are written in the order of the calls. What is `durable` survives a
   * loss of power as well, and takes longer.
   */
  write(changes: readonly Change[], how?: { readonly durable?: boolean }): Promise<void>;
  /** Hears of what is written, here and in other tabs, after it is. Answers how to stop. */
  subscribe(listener: (event: StoreEvent) => void): () => void;
  /** Removes all rows, and keeps the keys: for another account on the same device. */
  empty(): Promise<void>;
  /** Removes everything, keys included, and tells the other tabs. */
  wipe(): Promise<void>;
  close(): void;
}

export function put<Row, K extends Key>(table: Table<Row, K>, row: Row): Change {
  const index = table.indexOf?.(row);
  return { is: "put", store: table.store, key: table.keyOf(row), row, ...(index === undefined ? {} : { index }) };
}

export const remove = <Row, K extends Key>(table: Table<Row, K>, key: K): Change => ({
  is: "remove",
  store: table.store,
  key,
});

/** Removes all rows from `from` to `to`, both included. */
export const removeRange = <Row, K extends Key>(table: Table<Row, K>, from: K, to: K): Change => ({
  is: "remove-range",
  store: table.store,
  from,
  to,
});

/** Keeps this device's keys, which are no rows: the browser stores them without showing them. */
export interface KeyStore {
  deviceKeys(): Promise<DeviceKeys | undefined>;
  /** Keeps fresh keys, unless there are some already. Answers those that are kept. */
  keepDeviceKeys(fresh: DeviceKeys): Promise<DeviceKeys>;
}

/** The browser has lost this device's keys, or part of the store: it can only begin anew. */
export class KeysLost extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "KeysLost";
  }
}

/** The browser has no room for what was to be stored. */
export class StorageFull extends Error {
  constructor() {
    super("the browser has no room");
    this.name = "StorageFull";
  }
}

/** The store was closed or wiped. */
export class StoreClosed extends Error {
  constructor() {
    super("the store is closed");
    this.name = "StoreClosed";
  }
}
