import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";

import { PUSH, type PushRow } from "../client/push/rows.ts";
import { DEFAULTS, PREFERENCES } from "../client/tabs/mirror.ts";
import { openStore } from "../store/open.ts";
import { put, type Store } from "../store/store.ts";
import { here } from "./here.ts";
import type { PushScope, Woken } from "./push.ts";

let count = 0;
let store: Store;
let woken: Woken;

/** What a page of this browser has stored; the worker opens the same by itself. */
beforeEach(async () => {
  const name = `here-${count++}`;
  const found = await openStore(name);
  if (found.is !== "open") throw new Error("the store is not open");
  ({ store } = found);
  woken = here({} as PushScope, () => Promise.reject(new Error("no network")), name);
});
afterEach(() => store.close());

test("the worker knows the preferred language without any network", async () => {
  expect(await woken.language()).toBe("system");
  await store.write([put(PREFERENCES, { ...DEFAULTS, language: "de" })]);
  expect(await woken.language()).toBe("de");
});

test("a lost subscription is to be repaired at the next start, whenever it was tried last", async () => {
  const row: PushRow = { wanted: true, token: "t", endpoint: "https://push.example/1", at: 1, triedAt: 2 };
  await store.write([put(PUSH, row)]);
  await woken.lost();
  expect(await store.get(PUSH, "push")).toEqual({
    wanted: true,
    token: "t",
    endpoint: row.endpoint,
    at: 1,
    lost: true,
  });
});

test("where nobody wants to be woken, nothing is to be repaired", async () => {
  await woken.lost();
  expect(await store.get(PUSH, "push")).toBeUndefined();
  await store.write([put(PUSH, { wanted: false, at: 1 })]);
  await woken.lost();
  expect(await store.get(PUSH, "push")).toEqual({ wanted: false, at: 1 });
});
