// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { DEFAULTS } from "../client/tabs/mirror.ts";
import type { News } from "../client/notices/news.ts";
import type { ConversationRow, MessageRow } from "../engine/history/rows.ts";
import { pageNotices } from "./page.ts";

/** The locks of a browser that are held, by whatever tab. */
let held: { name: string }[];
let shown: { title: string; options: NotificationOptions & { renotify?: boolean } }[];
let visibility: DocumentVisibilityState;

beforeEach(() => {
  held = [];
  shown = [];
  visibility = "visible";
  location.hash = "";
  const locks = {
    request: async (name: string, { mode }: LockOptions, work: () => Promise<void>) => {
      expect(mode).toBe("shared");
      const lock = { name };
      held.push(lock);
      await work();
      held = held.filter((other) => other !== lock);
    },
    query: () => Promise.resolve({ held }),
  };
  const registration = {
    showNotification: (title: string, options: NotificationOptions) => {
      shown.push({ title, options });
      return Promise.resolve();
    },
    getNotifications: () => Promise.resolve(shown.map(({ options }) => ({ ...options, close: () => undefined }))),
  };
  const serviceWorker = { getRegistration: () => Promise.resolve(registration) };
  const values = { locks, serviceWorker, userActivation: { hasBeenActive: false } };
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(navigator, name, { value, configurable: true });
  }
  vi.stubGlobal("Notification", { permission: "granted" });
  vi.spyOn(document, "visibilityState", "get").mockImplementation(() => visibility);
});
afterEach(() => {
  vi.unstubAllGlobals();
  for (const name of ["locks", "serviceWorker", "userActivation"]) Reflect.deleteProperty(navigator, name);
});

async function goes(hash: string): Promise<void> {
  location.hash = hash;
  await vi.waitFor(() => expect(location.hash).toBe(hash));
  window.dispatchEvent(new Event("hashchange"));
  await Promise.resolve();
}

test("it shows what the worker would, by the worker's registration", async () => {
  const line = { author: "ann", order: 1, content: { is: "text", text: "Hello" } } as MessageRow;
  const news: News[] = [{ conversation: { id: "c", kind: "direct" } as ConversationRow, lines: [line] }];
  const names = (): string => "Ann";
  const notices = pageNotices();
  expect(notices.permitted()).toBe(true);
  await notices.show({ news, names, preferences: DEFAULTS, silent: false });
  await notices.show({ news, names, preferences: DEFAULTS, silent: true });
  await notices.show({ news, names, preferences: { ...DEFAULTS, previews: false, sounds: false }, silent: false });
  const data = { conversation: "c" };
  expect(shown).toMatchObject([
    { title: "Ann", options: { body: "Hello", tag: "c", silent: false, renotify: true, data, badge: "./badge.png" } },
    { title: "Ann", options: { body: "Hello", tag: "c", silent: true, renotify: false, data } },
    { title: "Culver", options: { body: "New message", silent: true, data } },
  ]);
  expect((await notices.shown()).map(({ conversation }) => conversation)).toEqual(["c", "c", "c"]);
});

test("it knows what is seen in all tabs, as long as they show it", async () => {
  const one = pageNotices();
  await goes("#/c/first");
  const other = pageNotices();
  expect(one.view()).toEqual({ visible: true, conversation: "first" });
  await goes("#/c/second/info");
  expect(await other.views()).toContainEqual({ visible: true, conversation: "second" });
  expect(await other.views()).not.toContainEqual({ visible: true, conversation: "first" });
  await goes("#/settings");
  expect(await one.views()).toContainEqual({ visible: true });
  visibility = "hidden";
  document.dispatchEvent(new Event("visibilitychange"));
  await Promise.resolve();
  await vi.waitFor(() => expect(held).toEqual([]));
  expect(await one.views()).toEqual([{ visible: false }]);
});

test("where there is no registration, or no permission, it shows nothing and does not fail", async () => {
  vi.stubGlobal("Notification", { permission: "denied" });
  expect(pageNotices().permitted()).toBe(false);
  Reflect.deleteProperty(navigator, "serviceWorker");
  const notices = pageNotices();
  expect(notices.permitted()).toBe(false);
  expect(await notices.shown()).toEqual([]);
  await notices.gather({ messages: 2, chats: 2, language: "en" });
  expect(shown).toEqual([]);
});
