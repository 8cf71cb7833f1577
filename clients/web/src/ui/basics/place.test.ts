import { expect, test } from "vitest";

import { place } from "./place.ts";

const view = { width: 400, height: 600 };
const size = { width: 200, height: 150 };

test("goes below where there is room", () => {
  expect(place({ left: 20, top: 100, width: 40, height: 40 }, size, view, "start")).toEqual({ left: 20, top: 146 });
});

test("goes above where there is none below", () => {
  expect(place({ left: 20, top: 540, width: 40, height: 40 }, size, view, "start")).toEqual({ left: 20, top: 384 });
});

test("ends where its anchor ends, and stays inside the window", () => {
  expect(place({ left: 340, top: 0, width: 40, height: 40 }, size, view, "end").left).toBe(180);
  expect(place({ left: 390, top: 0, width: 40, height: 40 }, size, view, "start").left).toBe(192);
  expect(place({ left: 0, top: 0, width: 40, height: 40 }, size, view, "end").left).toBe(8);
});

test("is never moved out of a window that is too small for it", () => {
  expect(place({ left: 0, top: 0, width: 10, height: 10 }, { width: 900, height: 900 }, view, "middle")).toEqual({
    left: 8,
    top: 8,
  });
});
