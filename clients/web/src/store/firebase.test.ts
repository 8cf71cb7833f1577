import "fake-indexeddb/auto";
import { openDB } from "idb";
import { expect, test } from "vitest";

import { forgetFirebase } from "./firebase.ts";

test("what Firebase keeps is removed, and nothing else", async () => {
  for (const name of ["firebase-heartbeat-database", "firebase-messaging-database", "culver"]) {
    (await openDB(name, 1)).close();
  }
  await forgetFirebase();
  expect((await indexedDB.databases()).map(({ name }) => name)).toEqual(["culver"]);
});

test("a browser that does not tell its databases is left as it is", async () => {
  const databases = { databases: () => Promise.reject(new Error("not here")) } as unknown as IDBFactory;
  await expect(forgetFirebase(databases)).resolves.toBeUndefined();
});
