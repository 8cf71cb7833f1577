import { expect, test } from "vitest";

import { around, matches } from "./searching.ts";

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
