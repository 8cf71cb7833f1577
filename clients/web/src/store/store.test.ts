import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { openDB } from "idb";
import fc from "fast-check";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { generateDeviceKeys, publicKeysOf, sign, importSigningKey, verify } from "../crypto/keys.ts";
import { hpkeOpen, hpkeSeal } from "../crypto/hpke.ts";
import { fromBase64 } from "../wire/base64.ts";
import { text, utf8 } from "../wire/bytes.ts";
import { decodeRow, encodeRow } from "./codec.ts";
import { openStore } from "./open.ts";
import { KeysLost, put, remove, removeRange, StorageFull, StoreClosed, type StoreEvent, type Table } from "./store.ts";

interface Note {
  readonly place: string;
  readonly order: number;
  readonly text: string;
  readonly id?: string;
  readonly bytes?: Uint8Array;
}

const notes: Table<Note, readonly [string, number]> = {
  store: "messages",
  keyOf: ({ place, order }) => [place, order],
  indexOf: ({ id }) => (id === undefined ? undefined : ["device", id]),
};
const settings: Table<{ name: string; value: number }, string> = { store: "preferences", keyOf: ({ name }) => name };

async function opened() {
  const store = await openStore();
  if (store.is !== "open") {
    throw new Error("the keys are lost");
  }
  return store;
}

/** Everything that whoever reads the database sees. */
async function dump(
  store: string,
): Promise<{ key: IDBValidKey; index?: IDBValidKey; sealed: Uint8Array<ArrayBuffer> }[]> {
  const database = await openDB("culver");
  const rows = (await database.getAll(store)) as { key: IDBValidKey; sealed: Uint8Array<ArrayBuffer> }[];
  database.close();
  return rows;
}

async function tamper(change: (database: Awaited<ReturnType<typeof openDB>>) => Promise<unknown>): Promise<void> {
  const database = await openDB("culver");
  await change(database);
  database.close();
}

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});

describe("rows", () => {
  it("come back as they were put, in the order of their keys", async () => {
    const { store } = await opened();
    const rows = [2, 10, 1].map((order) => ({ place: "a", order, text: `n${order}`, bytes: Uint8Array.of(order, 0) }));
    await store.write([...rows, { place: "b", order: 1, text: "other" }].map((row) => put(notes, row)));
    expect(await store.get(notes, ["a", 2])).toEqual(rows[0]);
    expect(await store.get(notes, ["a", 3])).toBeUndefined();
    const inA = { from: ["a", 0] as const, to: ["a", Infinity] as const };
    expect((await store.list(notes, inA)).map(({ order }) => order)).toEqual([1, 2, 10]);
    expect((await store.list(notes, { ...inA, reverse: true, limit: 2 })).map(({ order }) => order)).toEqual([10, 2]);
    expect(await store.keys(notes, { ...inA, limit: 1 })).toEqual([["a", 1]]);
    expect(await store.keys(notes, { ...inA, reverse: true, limit: 1 })).toEqual([["a", 10]]);
    expect(await store.list(notes)).toHaveLength(4);
    store.close();
  });

  it("are found by their index", async () => {
    const { store } = await opened();
    await store.write([put(notes, { place: "a", order: 1, text: "one", id: "x" })]);
    expect(await store.find(notes, ["device", "x"])).toMatchObject({ order: 1 });
    expect(await store.find(notes, ["device", "y"])).toBeUndefined();
    store.close();
  });

  it("are removed alone and in ranges", async () => {
    const { store } = await opened();
    await store.write([1, 2, 3, 4].map((order) => put(notes, { place: "a", order, text: "" })));
    await store.write([remove(notes, ["a", 1]), removeRange(notes, ["a", 3], ["a", 9])]);
    expect(await store.keys(notes)).toEqual([["a", 2]]);
    store.close();
  });

  it("are kept when the store is opened again", async () => {
    const first = await opened();
    await first.store.write([put(settings, { name: "x", value: 1 })], { durable: true });
    first.store.close();
    const second = await opened();
    expect(await second.store.get(settings, "x")).toEqual({ name: "x", value: 1 });
    second.store.close();
  });

  it("show nothing but their keys and indexes to whoever reads the database", async () => {
    const { store } = await opened();
    await store.write([put(notes, { place: "a", order: 1, text: "a secret", id: "x", bytes: utf8("another") })]);
    const [row] = await dump("messages");
    expect({ ...row, sealed: undefined }).toEqual({ key: ["a", 1], index: ["device", "x"], sealed: undefined });
    const seen = Array.from(row?.sealed ?? [], (byte) => String.fromCharCode(byte)).join("");
    expect(seen).not.toMatch(/secret|another/);
    store.close();
  });

  it("are what the last of several writes made, in the order of the calls", async () => {
    const { store } = await opened();
    const large = "x".repeat(1_000_000);
    await Promise.all([
      store.write([put(notes, { place: "a", order: 1, text: large })]),
      store.write([put(notes, { place: "a", order: 1, text: "last" })]),
    ]);
    expect((await store.get(notes, ["a", 1]))?.text).toBe("last");
    store.close();
  });

  it("are all written or none, and a failed batch does not hold up the next", async () => {
    const { store } = await opened();
    const broken = { is: "put", store: "messages", key: ["a", NaN], row: {} } as const;
    await expect(store.write([put(settings, { name: "x", value: 1 }), broken])).rejects.toThrow();
    expect(await store.get(settings, "x")).toBeUndefined();
    await store.write([put(settings, { name: "x", value: 2 })]);
    expect(await store.get(settings, "x")).toEqual({ name: "x", value: 2 });
    store.close();
  });

  it("may hold everything that JSON can, bytes, and numbers without end", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.uint8Array(), (json, bytes) => {
        const row = {
          json: JSON.parse(JSON.stringify(json)) as unknown,
          at: [bytes, { until: Infinity }],
          empty: bytes.slice(0, 0),
        };
        expect(decodeRow(encodeRow(row))).toEqual(row);
      }),
    );
    const trap = { $: [0, 1], inside: { $: { $: "Infinity" } }, bytes: Uint8Array.of(1) };
    expect(decodeRow(encodeRow(trap))).toEqual(trap);
  });
});

describe("changes", () => {
  it("are announced in this tab and in others, after they are written", async () => {
    const [here, there] = [await opened(), await opened()];
    const heard: [string, StoreEvent][] = [];
    here.store.subscribe((event) => heard.push(["here", event]));
    const stop = there.store.subscribe((event) => heard.push(["there", event]));
    await here.store.write([put(settings, { name: "x", value: 1 }), removeRange(notes, ["a", 1], ["a", 2])]);
    const written = {
      is: "written",
      written: [
        { store: "preferences", keys: ["x"], ranges: [] },
        {
          store: "messages",
          keys: [],
          ranges: [
            [
              ["a", 1],
              ["a", 2],
            ],
          ],
        },
      ],
    };
    await vi.waitFor(() => expect(heard).toHaveLength(2));
    expect(heard).toEqual([
      ["here", written],
      ["there", written],
    ]);
    stop();
    await here.store.write([remove(settings, "x")]);
    expect(heard).toHaveLength(3);
    here.store.close();
    there.store.close();
  });

  it("are announced in other tabs though the one that wrote was closed as soon as they were there", async () => {
    const [here, there] = [await opened(), await opened()];
    const heard: StoreEvent[] = [];
    there.store.subscribe((event) => heard.push(event));
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its database below
    const begin = IDBDatabase.prototype.transaction;
    const spy = vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(function (
      this: IDBDatabase,
      ...args: Parameters<typeof begin>
    ) {
      const transaction = begin.apply(this, args);
      transaction.addEventListener("complete", () => here.store.close());
      return transaction;
    });
    await here.store.write([put(settings, { name: "x", value: 1 })]);
    spy.mockRestore();
    const written = [{ store: "preferences", keys: ["x"], ranges: [] }];
    await vi.waitFor(() => expect(heard).toEqual([{ is: "written", written }]), { timeout: 30_000 });
    expect(await there.store.get(settings, "x")).toEqual({ name: "x", value: 1 });
    there.store.close();
  });

  it("that find no room say so", async () => {
    const { store } = await opened();
    const full = vi.spyOn(IDBDatabase.prototype, "transaction").mockImplementation(() => {
      throw new DOMException("no room", "QuotaExceededError");
    });
    await expect(store.write([put(settings, { name: "x", value: 1 })])).rejects.toBeInstanceOf(StorageFull);
    full.mockRestore();
    store.close();
  });
});

describe("lost keys", () => {
  it.each([
    ["the storage key is gone", (database: Awaited<ReturnType<typeof openDB>>) => database.delete("keys", "storage")],
    ["the canary is gone", (database: Awaited<ReturnType<typeof openDB>>) => database.delete("meta", "canary")],
    [
      "the storage key is another one",
      async (database: Awaited<ReturnType<typeof openDB>>) => {
        const storage = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
          "encrypt",
          "decrypt",
        ]);
        await database.put("keys", { key: "storage", storage });
      },
    ],
  ])("are noticed: %s", async (_, change) => {
    const { store } = await opened();
    await store.write([put(settings, { name: "x", value: 1 })]);
    store.close();
    await tamper(async (database) => {
      await change(database);
      if (_ === "the canary is gone") await database.put("meta", { key: "other", sealed: utf8("") });
    });
    const lost = await openStore();
    expect(lost.is).toBe("keys-lost");
    if (lost.is === "keys-lost") {
      await lost.forget();
    }
    const anew = await opened();
    expect(await anew.store.list(settings)).toEqual([]);
    anew.store.close();
  });

  it.each<[string, { key: string; index?: string; flip?: boolean }]>([
    ["under another key", { key: "y" }],
    ["with another index", { key: "x", index: "other" }],
    ["with other bytes", { key: "x", flip: true }],
  ])("are noticed when a row lies %s", async (_, { flip = false, ...place }) => {
    const { store } = await opened();
    await store.write([put(settings, { name: "x", value: 1 })]);
    const [row] = await dump("preferences");
    const sealed = Uint8Array.from(row?.sealed ?? []);
    if (flip) sealed[20] = (sealed[20] ?? 0) ^ 1;
    await tamper((database) => database.put("preferences", { ...place, sealed }));
    await expect(store.get(settings, place.key)).rejects.toThrow(KeysLost);
    store.close();
  });

  it("are made once, whoever opens the new store first", async () => {
    const stores = await Promise.all([opened(), opened(), opened()]);
    await Promise.all(stores.map(({ store }, at) => store.write([put(settings, { name: `${at}`, value: at })])));
    for (const { store } of stores) {
      expect(await store.list(settings)).toHaveLength(3);
      store.close();
    }
  });
});

describe("device keys", () => {
  it("are kept once, survive the database, and do their work", async () => {
    const { store, keys } = await opened();
    expect(await keys.deviceKeys()).toBeUndefined();
    const [one, other] = await Promise.all([generateDeviceKeys(), generateDeviceKeys()]);
    const kept = await keys.keepDeviceKeys(one);
    expect(await publicKeysOf(await keys.keepDeviceKeys(other))).toEqual(await publicKeysOf(kept));
    store.close();

    const again = await opened();
    const read = await again.keys.deviceKeys();
    if (read === undefined) throw new Error("they are gone");
    const { signingKey } = await publicKeysOf(one);
    expect((await publicKeysOf(read)).signingKey).toBe(signingKey);
    const verifier = await importSigningKey(fromBase64(signingKey) ?? utf8(""));
    expect(verifier && (await verify(verifier, utf8("m"), await sign(read, utf8("m"))))).toBe(true);
    const sealed = await hpkeSeal(one.sealing.publicKey, utf8("info"), utf8("secret"));
    expect(text((await hpkeOpen(read.sealing, utf8("info"), sealed)) ?? utf8(""))).toBe("secret");
    again.store.close();
  });

  it("cannot be exported, neither fresh nor read again", async () => {
    const { store, keys } = await opened();
    const fresh = await generateDeviceKeys();
    await keys.keepDeviceKeys(fresh);
    const read = await keys.deviceKeys();
    for (const pair of [fresh.signing, fresh.sealing, read?.signing, read?.sealing]) {
      for (const format of ["pkcs8", "jwk"] as const) {
        if (pair === undefined) throw new Error("they are gone");
        await expect(crypto.subtle.exportKey(format as "pkcs8", pair.privateKey)).rejects.toThrow();
      }
    }
    store.close();
  });
});

describe("wiping", () => {
  it("may leave the keys, for another account", async () => {
    const { store, keys } = await opened();
    await keys.keepDeviceKeys(await generateDeviceKeys());
    await store.write([put(settings, { name: "x", value: 1 })]);
    const heard: StoreEvent[] = [];
    store.subscribe((event) => heard.push(event));
    await store.empty();
    expect(heard).toEqual([{ is: "emptied" }]);
    expect(await store.list(settings)).toEqual([]);
    await store.write([put(settings, { name: "y", value: 1 })]);
    store.close();
    const again = await opened();
    expect(await again.store.list(settings)).toHaveLength(1);
    expect(await again.keys.deviceKeys()).toBeDefined();
    again.store.close();
  });

  it("removes everything, tells other tabs, and lets a new store begin", async () => {
    const [here, there] = [await opened(), await opened()];
    await here.keys.keepDeviceKeys(await generateDeviceKeys());
    await here.store.write([put(settings, { name: "x", value: 1 })]);
    const heard: StoreEvent[] = [];
    there.store.subscribe((event) => heard.push(event));
    await here.store.wipe();
    await vi.waitFor(() => expect(heard.at(-1)).toEqual({ is: "wiped" }));
    await expect(here.store.get(settings, "x")).rejects.toThrow(StoreClosed);
    await expect(there.store.write([])).rejects.toThrow(StoreClosed);
    const anew = await opened();
    expect(await anew.store.list(settings)).toEqual([]);
    expect(await anew.keys.deviceKeys()).toBeUndefined();
    anew.store.close();
  });
});
