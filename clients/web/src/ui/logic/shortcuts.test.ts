import { expect, test } from "vitest";

import { shortcutOf } from "./shortcuts.ts";

const press = (
  key: string,
  more: Partial<Parameters<typeof shortcutOf>[0]> = {},
): Parameters<typeof shortcutOf>[0] => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
});

test("letters count only where nobody types", () => {
  expect(shortcutOf(press("n"), false)).toBe("new");
  expect(shortcutOf(press("n"), true)).toBeUndefined();
  expect(shortcutOf(press("?", { shiftKey: true }), false)).toBe("help");
});

test("combinations count everywhere", () => {
  expect(shortcutOf(press("k", { ctrlKey: true }), true)).toBe("search");
  expect(shortcutOf(press("K", { metaKey: true }), true)).toBe("search");
  expect(shortcutOf(press("ArrowDown", { altKey: true }), true)).toBe("next");
});

test("the browser's own combinations stay its own", () => {
  expect(shortcutOf(press("n", { ctrlKey: true }), false)).toBeUndefined();
  expect(shortcutOf(press("ArrowDown"), false)).toBeUndefined();
  expect(shortcutOf(press("k", { ctrlKey: true, shiftKey: true }), false)).toBeUndefined();
});
