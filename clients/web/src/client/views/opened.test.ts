import { expect, test, vi } from "vitest";
import type { ConversationRow, MessageRow, RowContent } from "../../engine/history/rows.ts";
import { memoryStore, type MemoryStore } from "../../engine/testing/memory-store.ts";
import { DEFAULTS, type Mirror } from "../tabs/mirror.ts";
import { openedView } from "./opened.ts";

const ME = "me";
const BOB = "bob";

function world(unread: number, readOrder: number, lines: readonly (readonly [string, RowContent["is"]])[]) {
  const row: ConversationRow = {
    id: "c",
    kind: "direct",
    createdAt: 0,
    members: [BOB, ME],
    cursor: lines.length,
    order: lines.length,
    delivered: 0,
    read: readOrder,
    readOrder,
    unread,
    receipts: {},
    pending: [],
    disappearing: [],
    activeAt: 0,
    pinned: false,
    archived: false,
    written: true,
  };
  const conversations = new Map([["c", row]]);
  const listeners = new Set<() => void>();
  const touched = (): void => [...listeners].forEach((changed) => changed());
  const mirror = {
    conversations,
    people: new Map(),
    outbox: new Map(),
    own: {},
    preferences: DEFAULTS,
    self: { account: ME, device: "d" },
    connection: { is: "live" },
    passing: { typing: {}, moving: {} },
    subscribe(changed: () => void) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    touched,
  } as unknown as Mirror;
  const store: MemoryStore = memoryStore();
  const messages = lines.map(([author, is], index): MessageRow => ({
    conversation: "c",
    order: index + 1,
    key: `k${index + 1}`,
    epoch: 0,
    author,
    time: index,
    content: { is, text: "x", to: { device: "d", id: "i" }, why: "expired" } as unknown as RowContent,
  }));
  const set = (change: Partial<ConversationRow>): void => {
    conversations.set("c", { ...row, ...change });
    touched();
  };
  return { mirror, store, set, stored: store.write({ messages }), view: openedView(store, mirror, "c") };
}

test("a conversation with something unread is not there before its first unread line is known", async () => {
  const { view, stored } = world(1, 1, [
    [BOB, "text"],
    [BOB, "text"],
  ]);
  await stored;
  expect(view.current()).toBeUndefined();
  const stop = view.subscribe(() => undefined);
  await vi.waitFor(() => expect(view.current()?.unreadFrom).toBe("k2"));
  stop();
});

test("the first unread line is one of others that is to be seen, however far it is", async () => {
  const between = Array.from({ length: 120 }, (_, i) => [i % 2 === 0 ? ME : BOB, i % 2 === 0 ? "text" : "reaction"]);
  const { view, stored } = world(1, 1, [[BOB, "text"], ...(between as [string, "text"][]), [BOB, "text"]]);
  await stored;
  view.subscribe(() => undefined);
  await vi.waitFor(() => expect(view.current()?.unreadFrom).toBe("k122"));
});

test("reading leaves it where it is, and whoever opens the conversation again finds what came since", async () => {
  const { view, set, stored } = world(1, 1, [
    [BOB, "text"],
    [BOB, "text"],
    [BOB, "text"],
  ]);
  await stored;
  const stop = view.subscribe(() => undefined);
  await vi.waitFor(() => expect(view.current()?.unreadFrom).toBe("k2"));
  set({ unread: 0, readOrder: 2 });
  expect(view.current()?.unreadFrom).toBe("k2");
  stop();
  set({ unread: 1, readOrder: 2 });
  view.current();
  view.subscribe(() => undefined);
  await vi.waitFor(() => expect(view.current()?.unreadFrom).toBe("k3"));
});

test("what was looked at without being opened does not hide what came since", async () => {
  const { view, set, stored } = world(0, 1, [
    [BOB, "text"],
    [BOB, "text"],
  ]);
  await stored;
  expect(view.current()?.unread).toBe(0);
  set({ unread: 1 });
  view.subscribe(() => undefined);
  await vi.waitFor(() => expect(view.current()?.unreadFrom).toBe("k2"));
});

test("one that was marked unread by hand begins at the last line of others", async () => {
  const { view, set, stored } = world(0, 3, [
    [BOB, "text"],
    [BOB, "text"],
    [ME, "text"],
  ]);
  await stored;
  set({ markedUnread: true });
  view.subscribe(() => undefined);
  await vi.waitFor(() => expect(view.current()?.unreadFrom).toBe("k2"));
});

test("nothing unread needs no line, and is there at once", () => {
  const { view } = world(0, 0, []);
  expect(view.current()).toMatchObject({ unread: 0 });
  expect(view.current()).not.toHaveProperty("unreadFrom");
});
