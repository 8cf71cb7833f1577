import { expect, test } from "vitest";

import { around, found, matches } from "./searching.ts";

test("case, accents and the sign before a handle do not count", () => {
  expect(matches("Emil Novák", "nova")).toBe(true);
  expect(matches("mara", "@MARA")).toBe(true);
  expect(matches("Anna", "bo")).toBe(false);
  expect(matches(undefined, "bo")).toBe(false);
});

test("the words looked for are in the stretch that is shown", () => {
  const text = `${"before ".repeat(40)}needle${" after".repeat(40)}`;
  const shown = around(text, "needle");
  expect(shown).toContain("needle");
  expect(shown.length).toBeLessThan(200);
  expect(shown.startsWith("… ")).toBe(true);
  expect(around("a needle\nhere", "needle")).toBe("a needle here");
});

test("all words count, in whatever order and wherever they are", () => {
  expect(matches("Emil Novák", "nov em")).toBe(true);
  expect(matches("Emil Novák", "nov anna")).toBe(false);
  expect(matches("Straße", "STRASSE")).toBe(true);
});

test("words are found where they are written, whatever their accents and case", () => {
  const cut = (text: string, query: string): readonly string[] =>
    found(text, query).map(({ from, to }) => text.slice(from, to));
  expect(cut("Ein Café im CAFÉ\u0301", "cafe")).toEqual(["Café", "CAFÉ\u0301"]);
  expect(cut("Die Große Straße", "strasse gross")).toEqual(["Groß", "Straße"]);
  expect(cut("banana", "an nan")).toEqual(["anan"]);
  expect(cut("🙂 ﬁn", "fi")).toEqual(["ﬁ"]);
  expect(cut("abc", " ")).toEqual([]);
  expect(around(`${"é".repeat(300)} nädel`, "nadel")).toContain("nädel");
});
