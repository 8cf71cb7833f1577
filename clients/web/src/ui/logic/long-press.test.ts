// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { listenLongPress, type Press } from "./long-press.ts";

let link: HTMLAnchorElement;
let presses: Press[];
let stop: () => void;
let takes = true;

beforeEach(() => {
  vi.useFakeTimers();
  takes = true;
  presses = [];
  link = document.body.appendChild(document.createElement("a"));
  stop = listenLongPress(link, (press) => {
    presses.push(press);
    return takes;
  });
});
afterEach(() => {
  stop();
  link.remove();
  vi.useRealTimers();
});

function pointer(type: string, x = 0, more: PointerEventInit = {}): void {
  link.dispatchEvent(
    new PointerEvent(type, { bubbles: true, pointerType: "touch", isPrimary: true, clientX: x, ...more }),
  );
}
const does = (type: string): boolean => link.dispatchEvent(new MouseEvent(type, { bubbles: true, cancelable: true }));

test("a finger that rests is told of once, and what it does when it goes is not done", () => {
  pointer("pointerdown", 5);
  vi.advanceTimersByTime(1000);
  expect(presses).toMatchObject([{ target: link, clientX: 5 }]);
  // Of a platform that tells of it later.
  expect(does("contextmenu")).toBe(false);
  pointer("pointerup", 5);
  expect(does("click")).toBe(false);
  vi.runAllTimers();
  expect(does("click")).toBe(true);
});

test.each([
  ["goes soon", () => pointer("pointerup")],
  ["scrolls", () => pointer("pointermove", 40)],
  ["is taken by the browser for scrolling", () => pointer("pointercancel")],
  ["is told of by the platform first", () => expect(does("contextmenu")).toBe(true)],
])("one that %s is none, and its click is one", (_, then) => {
  pointer("pointerdown");
  vi.advanceTimersByTime(100);
  then();
  vi.advanceTimersByTime(1000);
  expect(presses).toEqual([]);
  expect(does("click")).toBe(true);
});

test("a hand that trembles still rests", () => {
  pointer("pointerdown");
  pointer("pointermove", 4);
  vi.advanceTimersByTime(1000);
  expect(presses).toHaveLength(1);
});

test("a mouse, and a second finger, press nothing", () => {
  pointer("pointerdown", 0, { pointerType: "mouse" });
  vi.advanceTimersByTime(1000);
  pointer("pointerdown");
  pointer("pointerdown", 50, { isPrimary: false });
  vi.advanceTimersByTime(1000);
  expect(presses).toEqual([]);
});

test("where it means nothing, and where something is marked, the browser goes on as ever", () => {
  takes = false;
  pointer("pointerdown");
  vi.advanceTimersByTime(1000);
  expect(does("contextmenu")).toBe(true);
  expect(does("click")).toBe(true);
  presses = [];
  vi.spyOn(window, "getSelection").mockReturnValue({ isCollapsed: false } as Selection);
  pointer("pointerdown");
  vi.advanceTimersByTime(1000);
  expect(presses).toEqual([]);
});
