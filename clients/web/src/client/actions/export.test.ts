import { unzipSync } from "fflate";
import { afterEach, beforeEach, expect, test } from "vitest";
import { storedFile } from "../../engine/testing/files.ts";
import { text } from "../../wire/bytes.ts";
import { named } from "../../engine/testing/cryptography.ts";
import { BOB, CHAT, directRow, lineRow, lineRows, testTab, type TestTab } from "../testing/tab.ts";

const EMPTY = named("empty");
let here: TestTab;
beforeEach(async () => {
  here = await testTab();
});
afterEach(() => here.close());

interface Exported {
  readonly lines: readonly { readonly is: string; readonly text?: string; readonly author: string }[];
}

async function exported(): Promise<Readonly<Record<string, Uint8Array>>> {
  const archive = await here.culver.account.export(() => undefined, new AbortController().signal);
  expect(archive.type).toBe("application/zip");
  return unzipSync(new Uint8Array(await archive.arrayBuffer()));
}

const json = (bytes: Uint8Array | undefined): unknown => JSON.parse(text(bytes ?? new Uint8Array()));

test("the archive has every line, every person and every file that is here", async () => {
  const bytes = Uint8Array.from({ length: 1_500_000 }, (_, at) => at % 251);
  const described = { type: "application/pdf", name: "plan.pdf" };
  const file = await storedFile(here.store, CHAT, new Blob([bytes]), described);
  const away = { ...file, media: named("away") };
  await here.store.write({
    conversations: [directRow({ order: 1_203 }), directRow({ id: EMPTY })],
    messages: [
      ...lineRows(1, 1_200),
      lineRow(1_201, "", { content: { is: "media", files: [file, away, file], text: "The plan" } }),
      lineRow(1_202, "", { content: { is: "deleted" } }),
      lineRow(1_203, "last", { changes: { reactions: { [BOB]: { rank: [0, 1], emoji: "👍" } } } }),
    ],
    people: [{ account: BOB, name: "Bob", handle: "bob" }],
  });
  await here.tab.mirror.settled();
  const files = await exported();
  expect(Object.keys(files).sort()).toEqual(
    [
      `conversations/${CHAT}.json`,
      `conversations/${EMPTY}.json`,
      `files/${file.media} plan.pdf`,
      "missing-files.json",
      "people.json",
    ].sort(),
  );
  expect(Buffer.compare(Buffer.from(files[`files/${file.media} plan.pdf`] ?? []), Buffer.from(bytes))).toBe(0);
  expect(json(files["people.json"])).toContainEqual({ account: BOB, name: "Bob", handle: "bob" });
  expect(json(files["missing-files.json"])).toEqual([
    { media: away.media, ...described, size: bytes.length, conversation: CHAT, order: 1_201 },
  ]);
  const { lines } = json(files[`conversations/${CHAT}.json`]) as Exported;
  expect(lines).toHaveLength(1_203);
  expect(lines.slice(0, 1_200).map((line) => line.text)).toEqual(
    lineRows(1, 1_200).map((_, at) => `message ${at + 1}`),
  );
  expect(lines[1_200]).toMatchObject({
    files: [{ path: `files/${file.media} plan.pdf` }, { missing: true }, { path: `files/${file.media} plan.pdf` }],
  });
  expect(lines[1_202]).toMatchObject({ text: "last", reactions: { [BOB]: { emoji: "👍" } } });
  expect((json(files[`conversations/${EMPTY}.json`]) as Exported).lines).toEqual([]);
  // Keys of files are for devices alone.
  expect(text(files[`conversations/${CHAT}.json`] ?? new Uint8Array())).not.toContain(file.key);
});

test("a file without a name has the extension of its type, and an archive with all files lists none as missing", async () => {
  const types = ["audio/webm;codecs=opus", "AUDIO/MP4", "image/webp", "application/x-unheard-of"];
  const files = [];
  for (const type of types) {
    files.push(await storedFile(here.store, CHAT, new Blob(["x"]), { type }));
  }
  await here.store.write({
    conversations: [directRow({ order: 1 })],
    messages: [lineRow(1, "", { content: { is: "media", files } })],
  });
  await here.tab.mirror.settled();
  const names = Object.keys(await exported());
  const extensions = [".webm", ".m4a", ".webp", ""];
  expect(names.filter((name) => name.startsWith("files/"))).toEqual(
    files.map(({ media }, at) => `files/${media}${extensions[at] ?? ""}`),
  );
  expect(names).not.toContain("missing-files.json");
});

test("a file's name leads out of no folder", async () => {
  const names = ["../../.ssh/authorized_keys", "C:\\autoexec.bat", "a\u0000b\n.txt", "x\u202egpj.exe", "..", ""];
  const files = [];
  for (const name of names) {
    files.push(await storedFile(here.store, CHAT, new Blob(["x"]), { type: "text/plain", name }));
  }
  await here.store.write({
    conversations: [directRow({ order: 1 })],
    messages: [lineRow(1, "", { content: { is: "media", files } })],
  });
  await here.tab.mirror.settled();
  const packed = Object.keys(await exported()).filter((name) => name.startsWith("files/"));
  expect(packed).toHaveLength(names.length);
  for (const name of packed) {
    expect(name.split("/")).toHaveLength(2);
    expect(name).not.toMatch(/\.\.|\\|[\p{Cc}\u202e]/u);
  }
});

test("it tells how far it is, and ends when it is cancelled", async () => {
  const ids = Array.from({ length: 10 }, (_, at) => named(`chat ${at}`));
  await here.store.write({
    conversations: ids.map((id) => directRow({ id, order: 1 })),
    messages: ids.map((conversation) => lineRow(1, "hello", { conversation })),
  });
  await here.tab.mirror.settled();
  const shares: number[] = [];
  await here.culver.account.export((share) => shares.push(share), new AbortController().signal);
  expect(shares).toEqual(ids.map((_, at) => (at + 1) / 10));

  const cancel = new AbortController();
  const told: number[] = [];
  const archive = here.culver.account.export((share) => {
    told.push(share);
    if (share === 0.3) {
      cancel.abort();
    }
  }, cancel.signal);
  await expect(archive).rejects.toMatchObject({ name: "AbortError" });
  expect(told).toEqual([0.1, 0.2, 0.3]);
});
