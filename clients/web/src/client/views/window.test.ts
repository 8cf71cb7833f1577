import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { eventually } from "../../testing/eventually.ts";
import type { LineWindow } from "../culver.ts";
import {
  BOB,
  CHAT,
  directRow,
  HIS_DEVICE,
  keyAt,
  lineRow,
  lineRows,
  ME,
  MY_DEVICE,
  testTab,
  type TestTab,
} from "../testing/tab.ts";

let here: TestTab;
beforeEach(async () => {
  here = await testTab();
});
afterEach(() => here.close());

type Opened = ReturnType<TestTab["culver"]["messages"]["window"]>;

/** A conversation of so many lines, and a window on it. */
async function opened(lines: number, around?: string): Promise<Opened> {
  await here.store.write({ conversations: [directRow({ order: lines })], messages: lineRows(1, lines) });
  await here.tab.mirror.settled();
  const window = here.culver.messages.window(CHAT, around);
  window.subscribe(() => undefined);
  await eventually(() => expect(window.current()).toBeDefined());
  return window;
}

const textsOf = (window: LineWindow | undefined): string[] =>
  (window?.lines ?? []).map((line) => (line.body.is === "text" ? line.body.text : line.body.is));
const texts = (window: Opened): string[] => textsOf(window.current());
const messages = (from: number, to: number): string[] => lineRows(from, to).map((_, at) => `message ${from + at}`);

/** The rows of new lines with the conversation that has them. */
const grown = (order: number, rows = lineRows(order, order)) =>
  here.store.write({ conversations: [directRow({ order })], messages: rows });

test("a window begins at the newest lines, and pages to the oldest without a gap", async () => {
  const window = await opened(130);
  expect(texts(window)).toEqual(messages(81, 130));
  expect(window.current()).toMatchObject({ older: true, newer: false });
  await window.loadOlder();
  expect(texts(window)).toEqual(messages(31, 130));
  await window.loadOlder();
  expect(texts(window)).toEqual(messages(1, 130));
  expect(window.current()?.older).toBe(false);
  await window.loadOlder();
  expect(texts(window)).toEqual(messages(1, 130));
});

test("a window around a line has lines before and behind it, and pages both ways", async () => {
  const window = await opened(300, keyAt(150));
  expect(texts(window)).toEqual(messages(100, 200));
  expect(window.current()).toMatchObject({ older: true, newer: true });
  await window.loadNewer();
  await window.loadNewer();
  expect(texts(window)).toEqual(messages(100, 300));
  await window.loadNewer();
  expect(window.current()?.newer).toBe(false);
  await window.loadOlder();
  expect(texts(window)).toEqual(messages(50, 300));
});

test.each([
  "nothing",
  "",
  "~x",
  "~-1",
  "~1e999",
  "~1.5",
  "~99999",
  "a.b",
  ".",
  `${keyAt(3)}x`,
  "javascript:alert(1)",
  "\ud800.\udfff",
  "x".repeat(300),
])("a link to a line that is not there shows the newest ones: %j", async (key) => {
  expect(texts(await opened(60, key))).toEqual(messages(11, 60));
});

test("a conversation that is not there has no lines, and is not waited for", async () => {
  const window = here.culver.messages.window("<script>");
  window.subscribe(() => undefined);
  await eventually(() => expect(window.current()).toEqual({ lines: [], older: false, newer: false }));
});

test("what is written while it is open comes at the end, unless newer lines are still to be loaded", async () => {
  const newest = await opened(60);
  const middle = here.culver.messages.window(CHAT, keyAt(10));
  middle.subscribe(() => undefined);
  await eventually(() => expect(texts(middle)).toEqual(messages(1, 60)));
  await grown(61);
  await eventually(() => expect(texts(newest).at(-1)).toBe("message 61"));
  const far = await opened(300, keyAt(100));
  await grown(301);
  await eventually(() => expect(texts(newest).at(-1)).toBe("message 301"));
  expect(texts(far).at(-1)).toBe("message 150");
});

test("a line that changes or goes while it is open does so there, and the others stay the same objects", async () => {
  const window = await opened(60);
  const before = window.current()?.lines ?? [];
  await here.store.write({
    messages: [
      lineRow(55, "changed"),
      lineRow(56, "", { content: { is: "deleted" } }),
      lineRow(57, "", { content: { is: "gone" } }),
    ],
  });
  await eventually(() => expect(texts(window)).toContain("changed"));
  expect(texts(window).slice(-6)).toEqual([
    "message 54",
    "changed",
    "deleted",
    "message 58",
    "message 59",
    "message 60",
  ]);
  expect(window.current()?.lines.at(-1)).toBe(before.at(-1));
});

test("a conversation that is removed while it is open is empty, and goes on with what comes", async () => {
  const window = await opened(130);
  await here.store.write({
    conversations: [directRow({ order: 130, removed: true, written: false })],
    linesGone: { conversation: CHAT, upTo: 130 },
  });
  await eventually(() => expect(window.current()).toEqual({ lines: [], older: false, newer: false }));
  await grown(131);
  await eventually(() => expect(texts(window)).toEqual(["message 131"]));
});

test("pages are full of what can be seen, however much between is not", async () => {
  const rows = lineRows(1, 400).map((row) =>
    row.order % 20 === 0
      ? row
      : { ...row, content: { is: "reaction" as const, to: { device: MY_DEVICE, id: "x" }, emoji: "👍" } },
  );
  await here.store.write({ conversations: [directRow({ order: 400 })], messages: rows });
  await here.tab.mirror.settled();
  const window = here.culver.messages.window(CHAT);
  window.subscribe(() => undefined);
  await eventually(() => expect(texts(window)).toHaveLength(20));
  expect(window.current()?.older).toBe(false);
});

test("own words that wait are at the end at once, and keep their key when they are in the history", async () => {
  const window = await opened(3);
  await here.culver.messages.send(CHAT, { text: "mine" });
  await eventually(() => expect(texts(window)).toEqual([...messages(1, 3), "mine"]));
  const key = window.current()?.lines.at(-1)?.key ?? "";
  const [item] = await here.store.outbox();
  const row = lineRow(4, "mine", { key, id: item?.id ?? "", device: MY_DEVICE, author: ME });
  await here.store.write({
    conversations: [directRow({ order: 4 })],
    messages: [row],
    outboxGone: [item?.id ?? ""],
  });
  await eventually(() => expect(window.current()?.lines.at(-1)?.state).toBe("sent"));
  expect(
    window
      .current()
      ?.lines.map((line) => line.key)
      .filter((each) => each === key),
  ).toHaveLength(1);
});

test("a reply shows what it replies to: a file without words, and an own message that still waits", async () => {
  const window = await opened(3);
  const voice = { media: "v", key: "", size: 9, chunk: 9, type: "audio/webm", voice: true, duration: 5000 };
  await grown(4, [lineRow(4, "", { content: { is: "media", files: [voice] } })]);
  await here.culver.messages.send(CHAT, { text: "heard", reply: keyAt(4) });
  await eventually(() => expect(window.current()?.lines.at(-1)?.reply).toBeDefined());
  const heard = window.current()?.lines.at(-1);
  expect(heard?.reply).toMatchObject({ key: keyAt(4), author: BOB, body: { is: "media", files: [{ voice: true }] } });
  await here.culver.messages.send(CHAT, { text: "and", reply: heard?.key ?? "" });
  await eventually(() => expect(texts(window).at(-1)).toBe("and"));
  expect(window.current()?.lines.at(-1)?.reply).toEqual({
    key: heard?.key,
    author: ME,
    body: { is: "text", text: "heard" },
  });
});

test("a reply to a message that is not here, or that one has removed here, shows nothing of it", async () => {
  const reply = { device: HIS_DEVICE, id: keyAt(1).split(".")[1] ?? "" };
  const window = await opened(2);
  await here.store.write({
    conversations: [directRow({ order: 4 })],
    messages: [
      lineRow(1, "gone", { hidden: true }),
      lineRow(3, "to it", { content: { is: "text", text: "to it", reply } }),
      lineRow(4, "to none", { content: { is: "text", text: "to none", reply: { ...reply, id: "nothing" } } }),
    ],
  });
  await eventually(() => expect(texts(window)).toEqual(["message 2", "to it", "to none"]));
  expect(window.current()?.lines.map((line) => line.reply?.body)).toEqual([undefined, undefined, undefined]);
});

test("a closed window is told nothing any more", async () => {
  const window = await opened(3);
  window.close();
  const told = vi.fn();
  window.subscribe(told);
  const other = here.culver.messages.window(CHAT);
  other.subscribe(() => undefined);
  await grown(4);
  await eventually(() => expect(texts(other)).toHaveLength(4));
  expect(told).not.toHaveBeenCalled();
});
