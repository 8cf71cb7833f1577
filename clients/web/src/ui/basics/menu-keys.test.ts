import { expect, test } from "vitest";

import { moveBy } from "./menu-keys.ts";

const labels = ["Pin", "Mute", "Mark as unread", "Archive"];

test("the arrows go round", () => {
  expect(moveBy("ArrowDown", 3, labels)).toBe(0);
  expect(moveBy("ArrowUp", 0, labels)).toBe(3);
  expect(moveBy("ArrowDown", -1, labels)).toBe(0);
});

test("Home and End go to the ends", () => {
  expect(moveBy("Home", 2, labels)).toBe(0);
  expect(moveBy("End", 1, labels)).toBe(3);
});

test("a letter goes to the next that begins with it", () => {
  expect(moveBy("m", 0, labels)).toBe(1);
  expect(moveBy("M", 1, labels)).toBe(2);
  expect(moveBy("m", 2, labels)).toBe(1);
  expect(moveBy("x", 0, labels)).toBeUndefined();
});

test("other keys move nothing", () => {
  expect(moveBy("Tab", 0, labels)).toBeUndefined();
  expect(moveBy(" ", 0, labels)).toBeUndefined();
  expect(moveBy("ArrowDown", 0, [])).toBeUndefined();
});
