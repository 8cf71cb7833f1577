import { expect, test } from "vitest";

import type { Body, Line } from "../../client/culver.ts";
import { indexOfLine, prepended, rowsOf } from "./lines.ts";

const noon = new Date("2026-03-11T12:00:00").getTime();

function line(key: string, at: number, author = "anna", body: Body = { is: "text", text: key }): Line {
  return { key, conversation: "c", at, author, own: false, body, reactions: [] };
}

const shape = (lines: readonly Line[], unreadFrom?: string): readonly string[] =>
  rowsOf(lines, unreadFrom).map((row) =>
    row.is === "line" ? `${row.first ? "<" : ""}${row.key}${row.last ? ">" : ""}` : row.is,
  );

test("bubbles of one author within five minutes are one run", () => {
  expect(shape([line("1", noon), line("2", noon + 60_000), line("3", noon + 400_000)])).toEqual([
    "day",
    "<1",
    "2>",
    "<3>",
  ]);
});

test("another author, and a note in between, begin a new run", () => {
  const left = line("2", noon + 2, "anna", { is: "membership", change: { is: "left" }, verified: true });
  expect(shape([line("1", noon), left, line("3", noon + 3), line("4", noon + 4, "bo")])).toEqual([
    "day",
    "<1>",
    "<2>",
    "<3>",
    "<4>",
  ]);
});

test("notes of a day that follow one another are one run", () => {
  const note = (key: string, at: number) =>
    line(key, at, "anna", { is: "membership", change: { is: "left" }, verified: true });
  const all = [note("1", noon), note("2", noon + 9_000_000), line("3", noon + 9_000_001), note("4", noon + 9_000_002)];
  expect(shape(all)).toEqual(["day", "<1", "2>", "<3>", "<4>"]);
});

test("each day has its separator, and midnight ends a run", () => {
  const late = new Date("2026-03-11T23:59:00").getTime();
  expect(shape([line("1", late), line("2", late + 90_000)])).toEqual(["day", "<1>", "day", "<2>"]);
});

test("the divider stands before the first unread line and ends a run", () => {
  expect(shape([line("1", noon), line("2", noon + 1)], "2")).toEqual(["day", "<1>", "unread", "<2>"]);
});

test("what came before is counted, also where a day's separator moves", () => {
  const old = rowsOf([line("3", noon), line("4", noon + 1)], undefined);
  const more = rowsOf([line("1", noon - 9), line("2", noon - 8), line("3", noon), line("4", noon + 1)], undefined);
  expect(prepended(old, more)).toBe(2);
  expect(prepended(old, old)).toBe(0);
  expect(prepended([], more)).toBe(0);
  expect(prepended(old, rowsOf([line("3", noon), line("4", noon + 1), line("5", noon + 2)], undefined))).toBe(0);
});

const unread = (key: string, at: number, why: "expired" | "not-for-this-device" = "not-for-this-device"): Line =>
  line(key, at, "anna", { is: "placeholder", why });

test("placeholders that say the same are one row, with the key of the last; others, days and the divider end it", () => {
  const lines = [unread("1", noon), unread("2", noon + 1), unread("3", noon + 2), unread("4", noon + 3, "expired")];
  expect(shape(lines)).toEqual(["day", "<3", "4>"]);
  expect(rowsOf(lines, undefined)[1]).toMatchObject({ folded: ["1", "2"] });
  expect(shape([...lines, line("5", noon + 4), unread("6", noon + 5)])).toEqual(["day", "<3", "4>", "<5>", "<6>"]);
  expect(shape(lines, "2")).toEqual(["day", "<1>", "unread", "<3", "4>"]);
  expect(shape([unread("1", noon - 86_400_000), unread("2", noon)])).toEqual(["day", "<1>", "day", "<2>"]);
});

test("a folded line is found where it is folded, and older ones that are loaded move nothing", () => {
  const young = [unread("3", noon + 2), unread("4", noon + 3), line("5", noon + 4)];
  const old = rowsOf(young, undefined);
  const more = rowsOf([unread("1", noon), unread("2", noon + 1), ...young], undefined);
  expect(indexOfLine(more, "2")).toBe(1);
  expect(indexOfLine(more, "5")).toBe(2);
  expect(indexOfLine(more, "6")).toBe(-1);
  expect(indexOfLine(more, undefined)).toBe(-1);
  expect(prepended(old, more)).toBe(0);
  expect(more.map((row) => row.key)).toEqual(old.map((row) => row.key));
});
