import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { takeOverWhenAsked } from "./takeover.ts";
import { watchUpdate, type Pages } from "./update.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

class Worker extends EventTarget {
  readonly said: unknown[] = [];
  postMessage(what: unknown): void {
    this.said.push(what);
  }
}

/** A browser with a page that is under a worker's control, unless it is the first time. */
async function browser(first = false) {
  const registration = Object.assign(new EventTarget(), {
    installing: undefined as Worker | undefined,
    waiting: undefined as Worker | undefined,
    update: vi.fn(() => Promise.resolve()),
  });
  const workers = Object.assign(new EventTarget(), {
    controller: first ? null : {},
    ready: Promise.resolve(registration),
  });
  const page = Object.assign(new EventTarget(), { visibilityState: "visible" });
  const time = { now: 0 };
  const reload = vi.fn();
  const pages = { workers, page, now: () => time.now, reload } as unknown as Pages;
  const update = watchUpdate(pages);
  const told = vi.fn();
  update.ready.subscribe(told);
  await vi.advanceTimersByTimeAsync(0);
  const comes = (): Worker => {
    const worker = new Worker();
    registration.installing = worker;
    registration.dispatchEvent(new Event("updatefound"));
    registration.waiting = worker;
    worker.dispatchEvent(new Event("statechange"));
    return worker;
  };
  return { registration, workers, page, time, reload, update, told, comes };
}

test("a new version that waits is told of, and nothing is loaded anew before the person wants it", async () => {
  const { update, told, comes, reload } = await browser();
  expect(update.ready.current()).toBe(false);
  const worker = comes();
  expect(update.ready.current()).toBe(true);
  expect(told).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(worker.said).toEqual([]);
  expect(reload).not.toHaveBeenCalled();
});

test("who wants it has it take over, and then the page loaded anew", async () => {
  const { update, comes, reload, workers } = await browser();
  const worker = comes();
  update.apply();
  const skipWaiting = vi.fn(() => Promise.resolve());
  takeOverWhenAsked({
    addEventListener: (_, listener) => worker.said.forEach((data) => listener({ data })),
    skipWaiting,
  });
  expect(skipWaiting).toHaveBeenCalledOnce();
  expect(reload).not.toHaveBeenCalled();
  workers.dispatchEvent(new Event("controllerchange"));
  expect(reload).toHaveBeenCalledOnce();
});

test("a page does not wait for a worker that does not take over", async () => {
  const { update, comes, reload } = await browser();
  comes();
  update.apply();
  await vi.advanceTimersByTimeAsync(3_000);
  expect(reload).toHaveBeenCalledOnce();
});

test("the other tabs are told of it, and stay as they are", async () => {
  const { update, workers, reload } = await browser();
  workers.dispatchEvent(new Event("controllerchange"));
  expect(update.ready.current()).toBe(true);
  expect(reload).not.toHaveBeenCalled();
  update.apply();
  expect(reload).toHaveBeenCalledOnce();
});

test("the first version ever is no update", async () => {
  const { update, workers, comes } = await browser(true);
  comes();
  workers.dispatchEvent(new Event("controllerchange"));
  expect(update.ready.current()).toBe(false);
});

test("a page that stays open looks for a new version at most once an hour", async () => {
  const { registration, page, time } = await browser();
  const comesBack = (): boolean => page.dispatchEvent(new Event("visibilitychange"));
  comesBack();
  expect(registration.update).not.toHaveBeenCalled();
  time.now = 3_600_000;
  comesBack();
  comesBack();
  expect(registration.update).toHaveBeenCalledOnce();
});
