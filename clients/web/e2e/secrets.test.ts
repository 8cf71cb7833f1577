import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { everyObject } from "./support/objects.ts";
import { everythingOnTheServer } from "./support/server.ts";
import { world } from "./support/world.ts";

const { person } = world();

test("private keys cannot be taken out of the browser by the page", async () => {
  const alice = await person("Alice");
  const tried = await alice.page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open("culver");
      opening.onsuccess = () => resolve(opening.result);
    });
    const rows = await new Promise<unknown[]>((resolve) => {
      const reading = database.transaction("keys").objectStore("keys").getAll();
      reading.onsuccess = () => resolve(reading.result);
    });
    database.close();
    const found: CryptoKey[] = [];
    const look = (value: unknown): void => {
      if (value instanceof CryptoKey) found.push(value);
      else if (typeof value === "object" && value !== null) Object.values(value).forEach(look);
    };
    rows.forEach(look);
    const secret = found.filter((key) => key.type !== "public");
    const formats = ["jwk", "pkcs8", "raw"] as const;
    const got = await Promise.all(
      secret.flatMap((key) =>
        formats.map((format) =>
          crypto.subtle.exportKey(format as "jwk", key).then(
            () => `${key.type} ${format}`,
            () => undefined,
          ),
        ),
      ),
    );
    return { secret: secret.map((key) => key.type), got: got.filter((each) => each !== undefined) };
  });
  // Two pairs of the device, and the storage key.
  expect([...tried.secret].sort()).toEqual(["private", "private", "secret"]);
  expect(tried.got).toEqual([]);
});

test("what is typed is nowhere on the server, nor is a name, a group's title or a reaction", async () => {
  const words = { name: "Quittenbrot", text: "Zaunkoenig", title: "Muehlstein", edit: "Haselnuss" };
  const [alice, bob] = [await person(words.name), await person("Bob")];
  await alice.createsGroup(words.title, [bob.handle]);
  await alice.writes(words.text);
  await bob.opens(words.title);
  await bob.sees(words.text);
  await bob.reacts(words.text, "😮");
  await alice.line(words.text).locator(".reaction", { hasText: "😮" }).waitFor();
  await alice.edits(words.text, words.edit);
  await bob.sees(words.edit);

  const all = await everythingOnTheServer();
  // The search itself finds what is there: handles are public.
  expect(all).toContain(bob.handle);
  const lower = all.replaceAll(alice.handle, "").toLowerCase();
  expect(Object.values(words).filter((word) => lower.includes(word.toLowerCase()))).toEqual([]);
  expect(lower.includes("😮")).toBe(false);
});

test("a file and its name are nowhere on the server, neither in the tables nor in the store of files", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  const secret = `Gartenschlaeferin ${randomUUID()}`;
  const file = {
    name: "Wendeltreppe.txt",
    mimeType: "text/x-dachboden",
    buffer: Buffer.from(`${secret}\n`.repeat(400)),
  };
  const before = (await everyObject()).length;
  await alice.finds(bob.handle);
  await alice.page.locator(".composer input[type=file]").setInputFiles([file]);
  await alice.page.locator(".attached-file").waitFor();
  await alice.field().fill("Kellerassel");
  await alice.field().press("Enter");
  await alice.seesMark("Kellerassel", "delivered");
  await bob.opens("Alice");
  await bob.sees("Wendeltreppe.txt");

  const objects = await everyObject();
  expect(objects.length).toBeGreaterThan(before);
  expect(Math.max(...objects.map(({ bytes }) => bytes.length))).toBeGreaterThanOrEqual(file.buffer.length);
  const stored = objects.flatMap(({ key, bytes }) => [key, bytes.toString("latin1"), bytes.toString("utf16le")]);
  const all = [await everythingOnTheServer(), ...stored].join("\n");
  expect(all).toContain(bob.handle);
  const lower = all.toLowerCase();
  const words = [secret, "Gartenschlaeferin", "Wendeltreppe", "dachboden", "Kellerassel"];
  expect(words.filter((word) => lower.includes(word.toLowerCase()))).toEqual([]);
});
