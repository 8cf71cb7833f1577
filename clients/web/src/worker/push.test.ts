import { expect, test } from "vitest";

import { DEFAULTS } from "../client/tabs/mirror.ts";
import type { ConversationRow, MessageRow } from "../engine/history/rows.ts";
import { browserClock, type Clock } from "../transport/clock.ts";
import type { News } from "../client/notices/news.ts";
import { answerPushes, type PushScope, type WakeUp, type Woken } from "./push.ts";
import type { Found } from "./wake.ts";

interface FakeNotification {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly silent: boolean;
  readonly data: unknown;
  close(): void;
}

/** A service worker's surroundings: what is shown, and the pages that are open. */
class FakeScope {
  shown: FakeNotification[] = [];
  pages: { url: string; visibilityState: "visible" | "hidden"; told: unknown[]; focused: boolean }[] = [];
  opened: string[] = [];
  private readonly listeners = new Map<string, (event: unknown) => void>();

  lost = 0;

  constructor(wakeUp: WakeUp, clock: Clock = browserClock, language: Woken["language"] = () => Promise.resolve("en")) {
    const scope = {
      registration: {
        scope: "https://chat.example/app/",
        showNotification: (title: string, { body, tag, silent, data }: Omit<FakeNotification, "title" | "close">) => {
          const made = {
            title,
            body,
            tag,
            silent,
            data,
            close: () => (this.shown = this.shown.filter((n) => n !== made)),
          };
          this.shown = [...this.shown.filter((other) => other.tag !== tag), made];
          return Promise.resolve();
        },
        getNotifications: ({ tag }: { tag?: string } = {}) =>
          Promise.resolve(this.shown.filter((one) => tag === undefined || one.tag === tag)),
      },
      clients: {
        matchAll: () =>
          Promise.resolve(
            this.pages.map((page) => ({
              ...page,
              postMessage: (message: unknown) => page.told.push(message),
              focus: () => Promise.resolve((page.focused = true)),
            })),
          ),
        openWindow: (url: string) => Promise.resolve(this.opened.push(url)),
      },
      navigator: { languages: ["en-GB"] },
      addEventListener: (type: string, listener: (event: unknown) => void) => this.listeners.set(type, listener),
    };
    const lost = (): Promise<void> => (this.lost++, Promise.resolve());
    answerPushes(scope as unknown as PushScope, { wakeUp, language, lost }, clock);
  }

  page(path: string, visibilityState: "visible" | "hidden"): this {
    this.pages.push({ url: `https://chat.example/app/${path}`, visibilityState, told: [], focused: false });
    return this;
  }

  async happens(type: "push" | "notificationclick" | "pushsubscriptionchange", more: object = {}): Promise<void> {
    let work: Promise<unknown> = Promise.resolve();
    this.listeners.get(type)?.({ ...more, waitUntil: (asked: Promise<unknown>) => (work = asked) });
    await work;
  }

  bodies(): string[] {
    return this.shown.map(({ body }) => body);
  }
}

const line = { author: "ann", order: 1, content: { is: "text", text: "Hello" } } as MessageRow;
const ofAnn: News = { conversation: { id: "c", kind: "direct" } as ConversationRow, lines: [line] };
const found = (news: readonly News[], more: Partial<Found> = {}): Found => ({
  news,
  muted: false,
  names: () => "Ann",
  preferences: { ...DEFAULTS, language: "en" },
  isRead: () => false,
  ...more,
});
const finds =
  (...what: readonly Found[]): WakeUp =>
  async (show) => {
    for (const each of what) await show(each);
  };

test("a push shows what was found, a newer one of the same conversation in its place", async () => {
  const scope = new FakeScope(finds(found([ofAnn])));
  await scope.happens("push");
  await scope.happens("push");
  expect(scope.shown).toHaveLength(1);
  expect(scope.shown[0]).toMatchObject({ title: "Ann", body: "Hello", silent: false, data: { conversation: "c" } });
});

test("while a page of Culver is looked at, it shows nothing; a hidden one, or another page, is no reason", async () => {
  const scope = new FakeScope(finds(found([ofAnn]))).page("#/c/other", "visible");
  await scope.happens("push");
  expect(scope.shown).toEqual([]);
  scope.pages = [];
  scope.page("index.html", "hidden").page("sign-in.html", "visible");
  await scope.happens("push");
  expect(scope.bodies()).toEqual(["Hello"]);
});

test("what pages are to tell is not taken for told", async () => {
  const told: boolean[] = [];
  const wakeUp: WakeUp = async (show) => {
    told.push(await show(found([ofAnn])));
  };
  const scope = new FakeScope(wakeUp).page("#/", "visible");
  await scope.happens("push");
  scope.pages = [];
  await scope.happens("push");
  expect(told).toEqual([false, true]);
});

test("it shows something in any case: that it may be, when it could not be found out", async () => {
  const scope = new FakeScope(() => Promise.reject(new Error("offline")));
  await scope.happens("push");
  expect(scope.bodies()).toEqual(["You may have new messages"]);
});

test("what it could not find out it says in the language that the person prefers, not in the browser's", async () => {
  const scope = new FakeScope(
    () => Promise.reject(new Error("offline")),
    browserClock,
    () => Promise.resolve("de"),
  );
  await scope.happens("push");
  expect(scope.bodies()).toEqual(["Vielleicht gibt es neue Nachrichten"]);
});

test("a preference that cannot be read keeps nobody from being told", async () => {
  const now: Clock = { ...browserClock, after: (_milliseconds, task) => browserClock.after(0, task) };
  for (const language of [() => new Promise<never>(() => undefined), () => Promise.reject(new Error("no store"))]) {
    const scope = new FakeScope(() => Promise.reject(new Error("offline")), now, language);
    await scope.happens("push");
    expect(scope.bodies()).toEqual(["You may have new messages"]);
  }
});

test("a subscription that the browser has replaced or dropped is marked for the next page", async () => {
  const scope = new FakeScope(finds());
  await scope.happens("pushsubscriptionchange");
  expect(scope.lost).toBe(1);
});

test("and without a sound, when there is nothing, or only of what is muted", async () => {
  const scope = new FakeScope(finds(found([])));
  await scope.happens("push");
  expect(scope.shown).toMatchObject([{ body: "No new messages", silent: true }]);
  const muted = new FakeScope(finds(found([], { muted: true })));
  await muted.happens("push");
  expect(muted.shown).toMatchObject([{ body: "New messages in muted chats", silent: true }]);
});

test("what is shown and still unread is shown once more without a sound; what was read elsewhere goes", async () => {
  let now = found([ofAnn]);
  const scope = new FakeScope(async (show) => {
    await show(now);
  });
  await scope.happens("push");
  now = found([]);
  await scope.happens("push");
  expect(scope.shown).toMatchObject([{ body: "Hello", silent: true, data: { conversation: "c" } }]);
  now = found([], { isRead: () => true });
  await scope.happens("push");
  expect(scope.bodies()).toEqual(["No new messages"]);
});

test("after twenty seconds it says that there may be something, and what it is as soon as that is known", async () => {
  let passes: () => void = () => undefined;
  let patience = 0;
  const clock: Clock = {
    ...browserClock,
    after: (milliseconds, task) => {
      patience = milliseconds;
      passes = task;
      return () => undefined;
    },
  };
  let arrive: () => void = () => undefined;
  const arrived = new Promise<void>((resolve) => (arrive = resolve));
  const scope = new FakeScope(async (show) => {
    await arrived;
    await show(found([ofAnn]));
  }, clock);
  const done = scope.happens("push");
  await Promise.resolve();
  passes();
  expect(patience).toBe(20_000);
  expect(scope.bodies()).toEqual(["You may have new messages"]);
  arrive();
  await done;
  expect(scope.bodies()).toEqual(["Hello"]);
});

test("a click opens the conversation: in a page that is open, or in a new one", async () => {
  const scope = new FakeScope(finds(found([ofAnn])));
  await scope.happens("push");
  const [notification] = scope.shown;
  await scope.happens("notificationclick", { notification });
  expect(scope.opened).toEqual(["./#/c/c"]);
  expect(scope.shown).toEqual([]);
  scope.page("push.html", "visible").page("#/", "hidden");
  await scope.happens("notificationclick", { notification });
  expect(scope.opened).toHaveLength(1);
  expect(scope.pages).toMatchObject([
    { told: [], focused: false },
    { told: [{ is: "open", hash: "#/c/c" }], focused: true },
  ]);
});
