import { deleteDB } from "idb";
import { CANARY, keyStore, storageKey } from "./keys.ts";
import { rowsOf } from "./rows.ts";
import { openDatabase, STORES, type Database, type SealedRow } from "./schema.ts";
import { sealRow } from "./sealing.ts";
import {
  KeysLost,
  StorageFull,
  StoreClosed,
  type KeyStore,
  type Store,
  type StoreEvent,
  type StoreName,
} from "./store.ts";
import { writerOf } from "./writer.ts";

/** What the store of this browser is. */
export type OpenedStore =
  | { readonly is: "open"; readonly store: Store; readonly keys: KeyStore }
  /** What is left is of no use: `forget` removes it, and then it may be opened anew. */
  | { readonly is: "keys-lost"; readonly forget: () => Promise<void> };

/** What tabs tell each other; `id` is of the batch that was written. */
type Told = StoreEvent & { readonly id?: string };
/** A batch is being written. */
interface Writing {
  readonly id: string;
  readonly event: StoreEvent;
}

/** Milliseconds after which a batch that was begun is looked at, though nobody said that it is written. */
const SILENCE = 1_000;

/** Opens the store of this browser, which all tabs share. Rejects with StorageFull. */
export async function openStore(name = "culver"): Promise<OpenedStore> {
  const listeners = new Set<(event: StoreEvent) => void>();
  const channel = new BroadcastChannel(`${name}-store`);
  /** Whoever is closed while it writes does not come to say that it has written: so it says before what it writes. */
  const begun = new BroadcastChannel(`${name}-writing`);
  const silent = new Map<string, ReturnType<typeof setTimeout>>();
  let open = true;
  const tell = (event: StoreEvent): void => listeners.forEach((listener) => listener(event));
  function close(event?: StoreEvent): void {
    if (open) {
      open = false;
      channel.close();
      begun.close();
      silent.forEach((timer) => clearTimeout(timer));
      database.close();
      if (event !== undefined) {
        tell(event);
      }
    }
  }
  const database = await full(openDatabase(name, (removed) => close({ is: removed ? "wiped" : "closed" })));
  const heard = (id: string | undefined): void => {
    clearTimeout(silent.get(id ?? ""));
    silent.delete(id ?? "");
  };
  channel.onmessage = ({ data: { id, ...event } }: MessageEvent<Told>) => {
    heard(id);
    if (event.is === "written" || event.is === "emptied") {
      tell(event);
    } else {
      close(event);
    }
  };
  begun.onmessage = ({ data: { id, event } }: MessageEvent<Writing>) => {
    const look = (): void => {
      heard(id);
      tell(event);
    };
    silent.set(id, setTimeout(look, SILENCE));
  };

  async function wipe(): Promise<void> {
    if (open) {
      await clear(database, ["keys", ...STORES]);
      channel.postMessage({ is: "wiped" } satisfies StoreEvent);
      close({ is: "wiped" });
      await deleteDB(name, { blocked: () => undefined });
    }
  }

  try {
    const key = await full(storageKey(database));
    const during = <T>(work: () => Promise<T>): Promise<T> => (open ? full(work()) : Promise.reject(new StoreClosed()));
    const writing = (event: StoreEvent): (() => void) => {
      const id = crypto.randomUUID();
      if (open) {
        begun.postMessage({ id, event } satisfies Writing);
      }
      return () => written(event, id);
    };
    const written = (event: StoreEvent, id?: string): void => {
      if (open) {
        channel.postMessage({ ...event, ...(id === undefined ? {} : { id }) } satisfies Told);
        tell(event);
      }
    };
    const rows = rowsOf(database, key);
    const writer = writerOf(database, key, writing);
    const store: Store = {
      get: (table, at) => during(() => rows.get(table, at)),
      list: (table, range) => during(() => rows.list(table, range)),
      keys: (table, range) => during(() => rows.keys(table, range)),
      find: (table, index) => during(() => rows.find(table, index)),
      write: (changes, how) => during(() => writer(changes, how?.durable === true)),
      subscribe(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
      empty: () =>
        during(async () => {
          await clear(database, STORES, await sealRow(key, "meta", CANARY, undefined, CANARY));
          written({ is: "emptied" });
        }),
      wipe,
      close: () => close(),
    };
    return { is: "open", store, keys: keyStore(database) };
  } catch (failed) {
    if (failed instanceof KeysLost) {
      return { is: "keys-lost", forget: wipe };
    }
    close();
    throw failed;
  }
}

async function clear(database: Database, names: readonly (StoreName | "keys")[], canary?: SealedRow): Promise<void> {
  const transaction = database.transaction(names, "readwrite", { durability: "strict" });
  const requests = names.map((name): Promise<unknown> => transaction.objectStore(name).clear());
  if (canary !== undefined) {
    requests.push(transaction.objectStore("meta").put(canary));
  }
  await Promise.all([transaction.done, ...requests]);
}

/** Tells people that the browser has no room. */
async function full<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (failed) {
    throw failed instanceof DOMException && failed.name === "QuotaExceededError" ? new StorageFull() : failed;
  }
}
