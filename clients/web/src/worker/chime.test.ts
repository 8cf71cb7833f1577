import { beforeEach, expect, test, vi } from "vitest";

import { chime } from "./chime.ts";

let now: number;
let touched: boolean;
let loudest: number;
const started: number[] = [];
const states: string[] = [];
let ends: (() => void)[];

const audio = {
  currentTime: 0,
  destination: {},
  resume: () => Promise.resolve(void states.push("on")),
  suspend: () => Promise.resolve(void states.push("off")),
  createGain: () => ({
    gain: {
      setValueAtTime: () => undefined,
      linearRampToValueAtTime: (value: number) => (loudest = Math.max(loudest, value)),
      exponentialRampToValueAtTime: () => undefined,
    },
    connect: () => undefined,
  }),
  createOscillator: () => ({
    frequency: { value: 0 },
    connect: () => undefined,
    start: (at: number) => started.push(at),
    stop: () => undefined,
    addEventListener: (_type: string, listener: () => void) => ends.push(listener),
  }),
};
const context = vi.fn(() => audio as unknown as AudioContext);

beforeEach(() => {
  context.mockClear().mockImplementation(() => audio as unknown as AudioContext);
  now = 10_000;
  touched = true;
  loudest = 0;
  started.length = 0;
  states.length = 0;
  ends = [];
});
const ring = () => chime({ now: () => now, touched: () => touched, context });

test("it is quiet, and leaves the browser's sound off afterwards", () => {
  expect(ring()()).toBe(true);
  expect(started).toHaveLength(2);
  expect(loudest).toBeLessThan(0.1);
  ends.forEach((end) => end());
  expect(states).toEqual(["on", "off"]);
});

test("it sounds at most once in two seconds", () => {
  const rings = ring();
  for (const at of [0, 500, 1_999]) {
    now = 10_000 + at;
    expect(rings()).toBe(true);
  }
  expect(started).toHaveLength(2);
  now = 12_000;
  rings();
  expect(started).toHaveLength(4);
  expect(context).toHaveBeenCalledTimes(1);
});

test("it does not even ask for sound before somebody has touched the page", () => {
  touched = false;
  const rings = ring();
  expect(rings()).toBe(false);
  expect(context).not.toHaveBeenCalled();
  touched = true;
  expect(rings()).toBe(true);
});

test("where there is no sound it says so", () => {
  context.mockImplementation(() => {
    throw new Error("no hardware");
  });
  expect(ring()()).toBe(false);
});
