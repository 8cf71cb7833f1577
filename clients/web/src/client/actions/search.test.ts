import { afterEach, beforeEach, expect, test } from "vitest";
import { named } from "../../engine/testing/cryptography.ts";
import { CHAT, directRow, lineRow, lineRows, testTab, type TestTab } from "../testing/tab.ts";

const OTHER = named("other");
let here: TestTab;
beforeEach(async () => {
  here = await testTab();
});
afterEach(() => here.close());

async function written(...texts: readonly string[]): Promise<void> {
  await here.store.write({
    conversations: [directRow({ order: texts.length })],
    messages: texts.map((text, at) => lineRow(at + 1, text)),
  });
  await here.tab.mirror.settled();
}

async function found(query: string, within?: string): Promise<string[]> {
  const lines = await here.culver.messages.search(query, within);
  return lines.map((line) => (line.body.is === "text" || line.body.is === "media" ? (line.body.text ?? "") : ""));
}

test("case, accents and ways to write a letter do not count", async () => {
  await written("Ein Café in Paris", "CAFE\u0301 Noir", "Die Große Straße", "ﬁnden", "tea");
  expect(await found("cafe")).toEqual(["CAFE\u0301 Noir", "Ein Café in Paris"]);
  expect(await found("CAFÉ")).toHaveLength(2);
  expect(await found("strasse")).toEqual(["Die Große Straße"]);
  expect(await found("find")).toEqual(["ﬁnden"]);
});

test("all of several words have to be there, in whatever order", async () => {
  await written("the train leaves at nine", "nine trains", "a train", "at\nnine the train");
  expect(await found("  nine   train ")).toEqual(["at\nnine the train", "nine trains", "the train leaves at nine"]);
});

test("what is not there is not found, and nothing finds nothing", async () => {
  await written("hello");
  for (const query of ["bye", "", "   ", "\u0301", ".*", "%"]) {
    expect(await found(query)).toEqual([]);
  }
});

test("a search in one conversation finds nothing of another", async () => {
  await here.store.write({
    conversations: [directRow({ order: 1 }), directRow({ id: OTHER, order: 1 })],
    messages: [lineRow(1, "hello here"), lineRow(2, "hello there", { conversation: OTHER })],
  });
  await here.tab.mirror.settled();
  expect(await found("hello")).toEqual(["hello there", "hello here"]);
  expect(await found("hello", CHAT)).toEqual(["hello here"]);
  expect(await found("hello", "nowhere")).toEqual([]);
});

test("it looks at captions and at edited texts, and not at what was deleted, hidden or disappeared", async () => {
  const file = { media: "f", key: "", size: 1, chunk: 65_536, type: "image/png", name: "needle.png" };
  await here.store.write({
    conversations: [directRow({ order: 5 })],
    messages: [
      lineRow(1, "", { content: { is: "media", files: [file], text: "a needle" } }),
      lineRow(2, "", { content: { is: "deleted" } }),
      lineRow(3, "needle", { hidden: true }),
      lineRow(4, "", { content: { is: "edit", to: { device: "d", id: "i" }, text: "needle" } }),
      lineRow(5, "", { content: { is: "gone" } }),
    ],
  });
  await here.tab.mirror.settled();
  expect(await found("needle")).toEqual(["a needle"]);
});

test("it finds what is far back, the newest first, and a hundred at most", async () => {
  const rows = lineRows(1, 1_300).map((row) => (row.order % 10 === 1 ? { ...row, content: needle(row.order) } : row));
  await here.store.write({ conversations: [directRow({ order: 1_300 })], messages: rows });
  await here.tab.mirror.settled();
  const lines = await found("needle");
  expect(lines).toHaveLength(100);
  expect(lines[0]).toBe("needle 1291");
  expect(await found("needle 11")).toContain("needle 11");
});

const needle = (order: number) => ({ is: "text" as const, text: `needle ${order}` });
