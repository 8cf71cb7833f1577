import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import type { ConversationRow, MessageRow, RowContent } from "../../engine/history/rows.ts";
import { engineStore } from "../../engine/browser-store.ts";
import { openStore } from "../../store/open.ts";
import { put, type Store } from "../../store/store.ts";
import { manualClock, turns, type ManualClock } from "../../testing/clock.ts";
import type { Preferences } from "../culver.ts";
import { DEFAULTS, openMirror, PREFERENCES, type Mirror } from "../tabs/mirror.ts";
import { testLocks } from "../testing/locks.ts";
import { clearing } from "./clearing.ts";
import { lookedFrom, type Looked, type Orders } from "./looked.ts";
import type { NotificationData, NoticePort, Telling, View } from "./port.ts";
import { NOTIFIED, noticesLock } from "./rows.ts";
import { telling } from "./notify.ts";
import { toldOf } from "./told.ts";

const NOW = 1_700_000_000_000;
const HOUR = 3_600_000;

/** The notifications of a browser, and what is seen in its tabs. */
class FakePort implements NoticePort {
  granted = true;
  told: Telling[] = [];
  gathered: [messages: number, chats: number][] = [];
  notifications: (NotificationData & { close(): void })[] = [];
  rang = 0;
  rings = true;
  mine: View = { visible: false };
  others: View[] = [];
  changed: () => void = () => undefined;
  permitted = (): boolean => this.granted;
  show = (telling: Telling): Promise<void> => {
    this.told.push(telling);
    telling.news.forEach(({ conversation }) => this.notify({ conversation: conversation.id }));
    return Promise.resolve();
  };
  gather = ({ messages, chats }: { messages: number; chats: number }): Promise<void> => {
    this.gathered.push([messages, chats]);
    this.notify({});
    return Promise.resolve();
  };
  shown = (): Promise<readonly (NotificationData & { close(): void })[]> => Promise.resolve(this.notifications);
  chime = (): boolean => {
    this.rang++;
    return this.rings;
  };
  view = (): View => this.mine;
  views = (): Promise<readonly View[]> => Promise.resolve([this.mine, ...this.others]);
  watch = (changed: () => void): (() => void) => {
    this.changed = changed;
    return () => undefined;
  };
  notify(data: NotificationData): void {
    const made = {
      ...data,
      close: () => (this.notifications = this.notifications.filter((each) => each !== made)),
    };
    this.notifications = [...this.notifications.filter(({ conversation }) => conversation !== data.conversation), made];
  }
  looks(view: View): void {
    this.mine = view;
    this.changed();
  }
  /** What was told of, each time: conversations with what stands in their lines. */
  texts(): unknown[] {
    return this.told.map(({ news }) => news.map(({ conversation, lines }) => [conversation.id, ...lines.map(word)]));
  }
}
const word = ({ content }: MessageRow): string => (content.is === "text" ? content.text : content.is);

let count = 0;
let store: Store;
let mirror: Mirror;
let port: FakePort;
let clock: ManualClock;
let locks: ReturnType<typeof testLocks>;
const stops: (() => void)[] = [];

beforeEach(async () => {
  const found = await openStore(`notices-${count++}`);
  if (found.is !== "open") throw new Error("the store is not open");
  ({ store } = found);
  mirror = await openMirror(store);
  mirror.self = { account: "me", device: "d" };
  mirror.connection = { is: "live" };
  port = new FakePort();
  clock = manualClock(NOW);
  locks = testLocks();
  await prefers({ notifications: true });
  await engineStore(store).write({
    people: [
      { account: "ann", name: "Ann" },
      { account: "ben", name: "Ben" },
    ],
  });
  await mirror.settled();
});
afterEach(() => {
  vi.useRealTimers();
  stops.splice(0).forEach((stop) => stop());
  mirror.stop();
  store.close();
});

const prefers = async (change: Partial<Preferences>): Promise<void> => {
  await store.write([put(PREFERENCES, { ...DEFAULTS, ...change })]);
  await mirror.settled();
};

/** What a tab that is opened now knows of what was looked at. */
const opened = (tell: (orders: Orders) => void = () => undefined): Looked =>
  lookedFrom(mirror.conversations.values(), tell);

/** The tab that leads begins to tell. */
async function begins(looked = opened()): Promise<void> {
  const ground = { store, name: "n", environment: { ...clock, random: Math.random }, election: { locks } };
  stops.push(telling({ ground, store: engineStore(store), mirror, port, looked }), clearing(ground, mirror, port));
  await passes();
}

/** Lets everything happen that is due. */
async function passes(): Promise<void> {
  await mirror.settled();
  await clock.advance(400);
  // Whatever looks holds this meanwhile, and asked for it before.
  await locks.request(noticesLock("n"), () => mirror.settled());
  await clock.advance(0);
}

const rows = new Map<string, MessageRow[]>();
beforeEach(() => rows.clear());

const line = (id: string, author: string, content: RowContent | string, time = NOW): MessageRow => {
  const order = (rows.get(id) ?? []).length + 1;
  const message = typeof content === "string" ? ({ is: "text", text: content } as const) : content;
  const made: MessageRow = {
    ...{ conversation: id, order, key: `~${order}`, epoch: 1, seq: order, author, time },
    ...{ device: `${author}-d`, id: `m${order}`, content: message },
  };
  rows.set(id, [...(rows.get(id) ?? []), made]);
  return made;
};

/** Something new is stored of a conversation, as sync does. */
async function comes(
  id: string,
  author: string,
  content: RowContent | string,
  more: Partial<ConversationRow> = {},
  at = NOW,
) {
  line(id, author, content, at);
  await stored(id, more);
}

async function stored(id: string, more: Partial<ConversationRow> = {}): Promise<void> {
  const lines = rows.get(id) ?? [];
  const before = mirror.conversations.get(id);
  const readOrder = more.readOrder ?? before?.readOrder ?? 0;
  const row = {
    ...{ id, kind: "direct", members: ["me", "ann"], receipts: {}, activeAt: lines.at(-1)?.time ?? 0 },
    ...before,
    unread: lines.filter(({ author, order, content }) => author !== "me" && order > readOrder && content.is === "text")
      .length,
    order: lines.length,
    readOrder,
    ...more,
  } as unknown as ConversationRow;
  await engineStore(store).write({ conversations: [row], messages: lines });
  await mirror.settled();
}

describe("what comes while nobody looks", () => {
  test("is told of once, with names and as the person prefers it", async () => {
    await begins();
    await comes("c", "ann", "Hello");
    await passes();
    expect(port.texts()).toEqual([[["c", "Hello"]]]);
    const [told] = port.told;
    expect(told?.names("ann")).toBe("Ann");
    expect(told?.preferences).toEqual(mirror.preferences);
    await stored("c");
    await passes();
    expect(port.told).toHaveLength(1);
    await comes("c", "ann", "Are you there?");
    await passes();
    expect(port.texts().at(-1)).toEqual([["c", "Hello", "Are you there?"]]);
    // A wake-up finds nothing left to tell.
    expect((await toldOf(store)).upTo).toEqual({ c: 2 });
  });

  test("is not told of where the worker has done so", async () => {
    await begins();
    await comes("c", "ann", "Hello");
    await store.write([put(NOTIFIED, { upTo: { c: 1 } })]);
    await passes();
    expect(port.told).toEqual([]);
  });

  test("is what others write, of what is neither muted nor blocked nor in view in any tab", async () => {
    await engineStore(store).write({ own: { blocked: ["eve"] } });
    await begins();
    port.others = [
      { visible: true, conversation: "seen" },
      { visible: false, conversation: "behind" },
    ];
    await comes("own", "me", "From another device");
    await comes("muted", "ann", "Psst", { mutedUntil: NOW + HOUR });
    await comes("group", "eve", "Me again", { kind: "group" });
    await comes("seen", "ann", "You see this");
    await passes();
    expect(port.told).toEqual([]);
    expect(port.rang).toBe(0);
    await comes("behind", "ann", "But not this");
    await comes("once", "ann", "Nor this", { mutedUntil: NOW - 1 });
    await passes();
    expect(port.texts().flat()).toHaveLength(2);
  });

  test("is told of while another conversation is in view", async () => {
    await begins();
    port.looks({ visible: true, conversation: "other" });
    await comes("c", "ann", "Hello");
    await passes();
    expect(port.texts()).toEqual([[["c", "Hello"]]]);
  });

  test("is a reaction to one's own message, too, and being made a member", async () => {
    await comes("c", "me", "Shall we?");
    await comes("c", "ann", "Yes", { readOrder: 2 });
    await begins();
    const [mine] = rows.get("c") ?? [];
    if (mine === undefined) throw new Error("there is no line");
    const reactions = { ann: { rank: [1, 3], emoji: "👍" } } as const;
    rows.set("c", [{ ...mine, changes: { reactions } }, ...(rows.get("c") ?? []).slice(1)]);
    await comes("c", "ann", { is: "reaction", to: { device: "me-d", id: "m1" }, emoji: "👍" });
    await comes("c", "ann", { is: "reaction", to: { device: "ann-d", id: "m2" }, emoji: "👍" });
    const change = { type: "added", members: [{ account: "me", role: "member" }] } as const;
    await comes("g", "ben", { is: "membership", change, verified: true }, { kind: "group" });
    await comes("h", "ben", { is: "membership", change, verified: false }, { kind: "group" });
    await passes();
    const told = port.told.flatMap(({ news }) => news);
    expect(told.map(({ conversation, lines }) => [conversation.id, ...lines.map(word)]).sort()).toEqual([
      ["c", "reaction"],
      ["g", "membership"],
    ]);
    expect(told.find(({ targets }) => targets !== undefined)?.targets?.get(3)).toMatchObject({ text: "Shall we?" });
  });

  test("is not told of where the person wants no notifications or the browser permits none", async () => {
    await prefers({ notifications: false });
    await begins();
    await comes("c", "ann", "Hello");
    await passes();
    await prefers({ notifications: true });
    port.granted = false;
    await comes("c", "ann", "Hello?");
    await passes();
    expect(port.told).toEqual([]);
    // Whoever is woken may tell it.
    expect((await toldOf(store)).upTo).toEqual({});
    expect(port.rang).toBe(2);
  });

  test("makes one sound: the page's own, or else the notification's", async () => {
    await begins();
    await comes("c", "ann", "Hello");
    await passes();
    port.rings = false;
    await comes("c", "ann", "Hello?");
    await passes();
    await prefers({ notifications: true, sounds: false });
    await comes("c", "ann", "Nobody?");
    await passes();
    expect(port.told.map(({ silent }) => silent)).toEqual([true, false, false]);
    expect(port.rang).toBe(2);
  });
});

describe("what is caught up", () => {
  test("from long ago is told of together, when all is there, and only if nobody looks", async () => {
    await begins();
    mirror.connection = { is: "catching-up", done: 0, total: 3 };
    for (const id of ["a", "b", "c"]) {
      for (const text of ["1", "2", "3", "4"]) await comes(id, "ann", text, {}, NOW - HOUR);
    }
    await passes();
    expect(port.gathered).toEqual([]);
    mirror.connection = { is: "live" };
    mirror.touched();
    await passes();
    expect(port.gathered).toEqual([[12, 3]]);
    expect(port.told).toEqual([]);
    expect(port.rang).toBe(0);

    port.others = [{ visible: true }];
    await comes("d", "ann", "Old", {}, NOW - HOUR);
    await passes();
    expect(port.gathered).toHaveLength(1);
  });

  test("of a moment ago is told of each, but of many conversations together", async () => {
    await begins();
    for (const id of ["a", "b", "c"]) await comes(id, "ann", "Just now", {}, NOW - 60_000);
    await passes();
    expect(port.texts().flat()).toHaveLength(3);
    for (const id of ["d", "e", "f", "g"]) await comes(id, "ann", "Just now", {}, NOW - 60_000);
    await passes();
    expect(port.gathered).toEqual([[4, 4]]);
    expect(port.told).toHaveLength(1);
  });

  test("is told of though the tab that stored it was closed before it could, and once", async () => {
    const follower = opened();
    await begins(opened((orders) => follower.heard(orders)));
    port.others = [{ visible: true, conversation: "seen" }];
    await comes("seen", "ann", "Seen");
    await comes("c", "ann", "First");
    await passes();
    expect(port.texts()).toEqual([[["c", "First"]]]);
    port.others = [];
    await comes("c", "ann", "Second");
    stops.splice(0).forEach((stop) => stop());
    await begins(follower);
    expect(port.texts().slice(1)).toEqual([[["c", "First", "Second"]]]);
  });

  test("what lay here before is not new", async () => {
    await comes("c", "ann", "Yesterday");
    await begins();
    await stored("c");
    await passes();
    expect(port.told).toEqual([]);
  });
});

describe("a notification goes", () => {
  test("when its conversation is read, here or elsewhere, whether or not somebody looks at this tab", async () => {
    await begins();
    await comes("c", "ann", "Hello");
    await comes("other", "ben", "Hello");
    await passes();
    expect(port.notifications).toHaveLength(2);
    await stored("c", { readOrder: 1 });
    await vi.waitFor(() => expect(port.notifications.map(({ conversation }) => conversation)).toEqual(["other"]));
  });

  test("of what is not read in a tab that has not heard yet that it came stays", async () => {
    await comes("c", "ann", "Read", { readOrder: 1 });
    await begins();
    line("c", "ann", "Not read");
    const row = mirror.conversations.get("c");
    if (row === undefined) throw new Error("there is no conversation");
    // Browsers let hidden tabs wait for their timers.
    vi.useFakeTimers({ toFake: ["setTimeout"] });
    await engineStore(store).write({ conversations: [{ ...row, order: 2, unread: 1 }], messages: rows.get("c") ?? [] });
    port.notify({ conversation: "c" });
    port.looks({ visible: true });
    await turns();
    expect(mirror.conversations.get("c")?.unread).toBe(0);
    expect(port.notifications).toHaveLength(1);
    vi.useRealTimers();
    await passes();
    expect(port.notifications).toHaveLength(1);
  });

  test("of a reaction when somebody looks at the conversation", async () => {
    await comes("c", "me", "Shall we?", { readOrder: 1 });
    await begins();
    const reactions = { ann: { rank: [1, 2], emoji: "👍" } } as const;
    rows.set(
      "c",
      (rows.get("c") ?? []).map((each) => ({ ...each, changes: { reactions } })),
    );
    await comes("c", "ann", { is: "reaction", to: { device: "me-d", id: "m1" }, emoji: "👍" });
    await passes();
    await stored("c");
    await passes();
    expect(port.notifications).toHaveLength(1);
    port.looks({ visible: true, conversation: "other" });
    await passes();
    expect(port.notifications).toHaveLength(1);
    port.looks({ visible: true, conversation: "c" });
    await vi.waitFor(() => expect(port.notifications).toEqual([]));
    expect((await toldOf(store)).besides).toEqual([]);
  });

  test("of no conversation when somebody looks", async () => {
    await begins();
    port.notify({});
    port.looks({ visible: false });
    await passes();
    expect(port.notifications).toHaveLength(1);
    port.looks({ visible: true });
    await vi.waitFor(() => expect(port.notifications).toEqual([]));
  });

  test("with everything else when this browser forgets", async () => {
    await begins();
    await comes("c", "ann", "Hello");
    await passes();
    expect(port.notifications).toHaveLength(1);
    await store.empty();
    await vi.waitFor(() => expect(port.notifications).toEqual([]));
  });
});
