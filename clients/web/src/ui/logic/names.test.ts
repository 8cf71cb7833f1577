import { expect, test } from "vitest";

import { en } from "../text/en.ts";
import { callName, handleBeside, initials, isolate, listNames, tameName, tint } from "./names.ts";

test("a handle stands beside a name, and not beside itself", () => {
  expect(handleBeside({ name: "Anna", handle: "anna" })).toBe("@anna");
  expect(handleBeside({ name: "@anna", handle: "anna" })).toBeUndefined();
  expect(handleBeside({ name: "Anna" })).toBeUndefined();
});

test("a name that turns the direction of the line loses what does it", () => {
  expect(tameName("Anna\u202etxt.exe")).toBe("Anna txt.exe");
  expect(tameName("\u2067\u200f\u200b")).toBeUndefined();
});

test("somebody without a name is unknown, and told apart from others", () => {
  expect(callName("a", " @anna ", en.common)).toBe("@anna");
  const one = callName("aaaaaaaaaaaaaaaaaaaaaA", undefined, en.common);
  expect(one).toMatch(/^Unknown \d{4}$/);
  expect(callName("aaaaaaaaaaaaaaaaaaaaaA", "\u202e", en.common)).toBe(one);
  expect(callName("aaaaaaaaaaaaaaaaaaaabA", undefined, en.common)).not.toBe(one);
  // A reply to what is gone names nobody.
  expect(callName("", undefined, en.common)).toBe("Unknown");
});

test("a name stays on one line and does not grow without end", () => {
  expect(tameName("  Anna\n\tMaria ")).toBe("Anna Maria");
  expect(tameName("x".repeat(500))).toHaveLength(80);
  expect(tameName("\u{1f600}".repeat(100))).toBe(`${"\u{1f600}".repeat(79)}…`);
});

test("towers of marks are cut down, and usual marks stay", () => {
  expect(tameName("a\u0301\u0302\u0303\u0304\u0305")).toBe("a\u0301\u0302");
  expect(tameName("नमस्ते")).toBe("नमस्ते");
});

test("initials are the first letters of the first and the last word", () => {
  expect(initials("Anna Maria Berg")).toBe("AB");
  expect(initials("@otto")).toBe("O");
  expect(initials("مريم")).toBe("م");
  expect(initials("🙂")).toBeUndefined();
  expect(initials(undefined)).toBeUndefined();
});

test("a tint is always the same and within bounds", () => {
  expect(tint("AAAAAAAAAAAAAAAAAAAAAA", 7)).toBe(tint("AAAAAAAAAAAAAAAAAAAAAA", 7));
  for (const id of ["", "x", "zzzzzzzzzzzzzzzzzzzzzQ"]) expect(tint(id, 7)).toBeLessThan(7);
});

test("names are listed, and many are counted", () => {
  expect(listNames(["Anna"], en.common)).toBe(isolate("Anna"));
  expect(listNames(["Anna", "Bo"], en.common)).toBe(`${isolate("Anna")} and ${isolate("Bo")}`);
  expect(listNames(["A", "B", "C", "D", "E"], en.common)).toBe(`${isolate("A")}, ${isolate("B")} and 3 others`);
});
