import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";

import type { LeaderDoings } from "../client/doings.ts";
import type { Ground } from "../client/ground.ts";
import type { Told } from "../client/lead.ts";
import { DEFAULTS, PREFERENCES } from "../client/tabs/mirror.ts";
import { seen } from "../client/notices/told.ts";
import { calls, type Calls } from "../client/tabs/calls.ts";
import { testLocks } from "../client/testing/locks.ts";
import { directRow } from "../client/testing/tab.ts";
import type { ConversationRow, MessageRow } from "../engine/history/rows.ts";
import { engineStore } from "../engine/browser-store.ts";
import { openStore } from "../store/open.ts";
import { put, type Store } from "../store/store.ts";
import { browserClock } from "../transport/clock.ts";
import { Failure } from "../client/culver.ts";
import { wake, type Found } from "./wake.ts";

const NOW = 1_700_000_000_000;
let count = 0;
let name: string;
let store: Store;
let leader: Calls<LeaderDoings>;
let live: BroadcastChannel;
let ground: Ground;
let end: () => void;

/** A tab that leads, holding the lock, whose socket is open. */
beforeEach(async () => {
  name = `wake-${count++}`;
  const found = await openStore(name);
  if (found.is !== "open") throw new Error("the store is not open");
  ({ store } = found);
  const locks = testLocks();
  void locks.request("culver-leader", () => new Promise<void>((resolve) => (end = resolve)));
  leader = calls<LeaderDoings>(`${name}-calls`);
  live = new BroadcastChannel(`${name}-live`);
  const told: Told = { connection: { is: "live" }, passing: { typing: {}, moving: {} } };
  live.onmessage = ({ data }: MessageEvent<{ is: string }>) =>
    data.is === "ask" ? live.postMessage({ is: "told", told }) : undefined;
  ground = {
    store,
    name,
    environment: { ...browserClock, now: () => NOW, random: Math.random },
    election: { locks },
    session: {
      standing: () => ({ is: "signed-in", account: "me", device: "d" }),
      subscribe: () => () => undefined,
    },
  } as unknown as Ground;
});
afterEach(() => {
  end();
  leader.close();
  live.close();
  store.close();
});

const line = (conversation: string, order: number, author: string, text: string, time = NOW): MessageRow => ({
  conversation,
  order,
  key: `~${order}`,
  epoch: 1,
  seq: order,
  author,
  time,
  content: { is: "text", text },
});

/** What the leader's sync stores of a conversation. */
async function comes(id: string, lines: readonly MessageRow[], more: Partial<ConversationRow> = {}): Promise<void> {
  const row = directRow({
    id,
    members: ["me", "ann"],
    order: lines.length,
    unread: lines.filter(({ author }) => author !== "me").length,
    activeAt: NOW,
    ...more,
  });
  await engineStore(store).write({ conversations: [row], messages: lines });
}

function leads(catchUp: () => Promise<void>): void {
  leader.lead({ catchUp } as LeaderDoings);
}

async function woken(): Promise<Found> {
  let seen: Found | undefined;
  await wake(ground, (found) => ((seen = found), Promise.resolve(true)));
  if (seen === undefined) throw new Error("nothing was to be shown");
  return seen;
}
const texts = ({ news }: Found): unknown[] =>
  news.map(({ conversation, lines }) => [
    conversation.id,
    ...lines.map(({ content }) => (content.is === "text" ? content.text : "")),
  ]);

test("a worker that is woken has the tab that leads sync, and finds what came by that", async () => {
  await engineStore(store).write({ people: [{ account: "ann", name: "Ann" }] });
  await store.write([put(PREFERENCES, { ...DEFAULTS, previews: false })]);
  let asked = 0;
  leads(async () => {
    asked++;
    await comes("c", [line("c", 1, "me", "Are you there?"), line("c", 2, "ann", "Yes")]);
  });
  const found = await woken();
  expect(asked).toBe(1);
  expect(texts(found)).toEqual([["c", "Yes"]]);
  expect(found.names("ann")).toBe("Ann");
  expect(found.preferences.previews).toBe(false);
  expect([found.isRead("c"), found.isRead("other")]).toEqual([false, true]);
});

test("what was told of is not told again, until there is more", async () => {
  await engineStore(store).write({ people: [{ account: "ann", name: "Ann" }] });
  const lines = [line("c", 1, "ann", "One")];
  leads(() => comes("c", lines));
  expect(texts(await woken())).toEqual([["c", "One"]]);
  expect(texts(await woken())).toEqual([]);
  lines.push(line("c", 2, "ann", "Two"));
  expect(texts(await woken())).toEqual([["c", "One", "Two"]]);
});

test("what lay here unread for long is not told of", async () => {
  await comes("old", [line("old", 1, "ann", "Last week", NOW - 604_800_000)]);
  await comes("now", [line("now", 1, "ann", "A moment ago, stored by a tab", NOW - 5_000)]);
  await engineStore(store).write({ people: [{ account: "ann", name: "Ann" }] });
  leads(() => Promise.resolve());
  expect(texts(await woken())).toEqual([["now", "A moment ago, stored by a tab"]]);
});

test("muted conversations and blocked people are not told of", async () => {
  await engineStore(store).write({ own: { blocked: ["eve"] } });
  leads(async () => {
    await comes("muted", [line("muted", 1, "ann", "Psst")], { mutedUntil: NOW + 1 });
    await comes("group", [line("group", 1, "eve", "Me again")], { kind: "group" });
  });
  const found = await woken();
  expect(texts(found)).toEqual([]);
  expect(found.muted).toBe(true);
});

test("a reaction to one's own message is told of until somebody looks, one that was taken back is not", async () => {
  const mine = { ...line("c", 1, "me", "Shall we?"), device: "d", id: "i" };
  const to = { device: "d", id: "i" };
  const reaction: MessageRow = { ...line("c", 2, "ann", ""), content: { is: "reaction", to, emoji: "👍" } };
  const reacted = (emoji?: string): MessageRow => ({
    ...mine,
    changes: { reactions: { ann: { rank: [1, 2], ...(emoji === undefined ? {} : { emoji }) } } },
  });
  await engineStore(store).write({ people: [{ account: "ann", name: "Ann" }] });
  leads(() => comes("c", [reacted("👍"), reaction], { unread: 0, readOrder: 1 }));
  const found = await woken();
  expect(found.news[0]?.lines.map(({ content }) => content.is)).toEqual(["reaction"]);
  expect(found.news[0]?.targets?.get(2)).toEqual(mine.content);
  const again = await woken();
  expect(texts(again)).toEqual([]);
  expect(again.isRead("c")).toBe(false);
  await seen(store, "c");
  expect((await woken()).isRead("c")).toBe(true);

  leads(() =>
    comes("other", [
      { ...reacted(), conversation: "other" },
      { ...reaction, conversation: "other" },
    ]),
  );
  expect(texts(await woken())).toEqual([]);
});

test("it stays, having shown what came, until that can be acknowledged", async () => {
  const connecting: Told = { connection: { is: "connecting" }, passing: { typing: {}, moving: {} } };
  live.onmessage = () => live.postMessage({ is: "told", told: connecting });
  leads(() => Promise.resolve());
  let ended = false;
  let shown: () => void = () => undefined;
  const showing = new Promise<void>((resolve) => (shown = resolve));
  const done = wake(ground, () => {
    shown();
    return Promise.resolve(true);
  }).then(() => (ended = true));
  await showing;
  // Everything that could end it by itself has its turn: a message that comes later than what it writes.
  await store.write([put(PREFERENCES, DEFAULTS)]);
  await new Promise((resolve) => setTimeout(resolve, 0));
  expect(ended).toBe(false);
  live.postMessage({ is: "told", told: { ...connecting, connection: { is: "live" } } });
  await done;
});

test("a sync that fails is told as such", async () => {
  leads(() => Promise.reject(new Failure("unreachable")));
  await expect(woken()).rejects.toMatchObject({ reason: "unreachable" });
});
