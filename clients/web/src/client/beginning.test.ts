import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { afterEach, expect, test, vi } from "vitest";
import { readSettings } from "../session/settings.ts";
import type { Clock } from "../transport/clock.ts";
import { openCulver } from "./browser.ts";
import type { Browser } from "./open-ground.ts";
import { testLocks } from "./testing/locks.ts";

const SETTINGS = readSettings(
  JSON.stringify({
    api: "https://api.example.org",
    socket: "wss://live.example.org",
    issuer: "urn:culver:test",
    firebase: { project: "culver-test", apiKey: "key" },
  }),
);

/** A browser whose clock stands still, but for `pass`. */
function browser() {
  let waiting: (() => void)[] = [];
  const clock: Clock = {
    now: () => 1_800_000_000_000,
    after(_, task) {
      waiting.push(task);
      return () => undefined;
    },
  };
  const parts: Browser = {
    clock,
    random: Math.random,
    fetch: () => Promise.reject(new TypeError("no network")),
    dial: () => {
      throw new Error("nobody dials");
    },
    online: () => false,
    election: { locks: testLocks() },
    watch: () => () => undefined,
    persisted: () => Promise.resolve(false),
  };
  return {
    parts,
    pass: (): void => {
      const due = waiting;
      waiting = [];
      due.forEach((task) => {
        task();
      });
    },
  };
}

afterEach(() => {
  vi.restoreAllMocks();
  globalThis.indexedDB = new IDBFactory();
});

test("settings that do not come are said to be missing, asked for again, and begun with when they come", async () => {
  const { parts, pass } = browser();
  const settings = vi.fn().mockRejectedValueOnce(new Error("503")).mockResolvedValue(SETTINGS);
  const culver = openCulver({ browser: parts, settings, name: "stuck-settings" });
  await vi.waitFor(() => {
    expect(culver.standing.current()).toEqual({ is: "stuck", why: "settings" });
  });
  pass();
  await vi.waitFor(() => {
    expect(culver.standing.current()).toEqual({ is: "new" });
  });
  await culver.close();
});

test("a browser that stores nothing is said to be one", async () => {
  vi.spyOn(indexedDB, "open").mockImplementation(() => {
    throw new DOMException("denied", "SecurityError");
  });
  const culver = openCulver({
    browser: browser().parts,
    settings: () => Promise.resolve(SETTINGS),
    name: "stuck-store",
  });
  await vi.waitFor(() => {
    expect(culver.standing.current()).toEqual({ is: "stuck", why: "storage" });
  });
  await culver.close();
});
