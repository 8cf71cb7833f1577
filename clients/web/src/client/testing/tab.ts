import "fake-indexeddb/auto";
import type { ConversationRow, MessageRow } from "../../engine/history/rows.ts";
import { inPlace } from "../../engine/media/sealing.ts";
import { fresh } from "../../engine/sync/conversations.ts";
import { engineStore } from "../../engine/browser-store.ts";
import type { EngineStore } from "../../engine/store.ts";
import { named } from "../../engine/testing/cryptography.ts";
import { openStore } from "../../store/open.ts";
import type { Store } from "../../store/store.ts";
import { culverOf } from "../culver-of.ts";
import type { Culver, Standing } from "../culver.ts";
import type { LeaderDoings } from "../doings.ts";
import type { Tab } from "../tab.ts";
import { holder } from "../tabs/late.ts";
import { source } from "../tabs/live.ts";
import { openMirror } from "../tabs/mirror.ts";
import { testLocks } from "./locks.ts";

export const ME = named("me");
export const BOB = named("bob");
export const MY_DEVICE = named("my device");
export const HIS_DEVICE = named("his device");
export const CHAT = named("chat");

/** A tab over a store of its own, with pages' view of it; what the leading tab does is given. */
export interface TestTab {
  readonly culver: Culver;
  readonly tab: Tab;
  readonly store: EngineStore;
  close(): void;
}

let count = 0;

export async function testTab(remote: Partial<LeaderDoings> = {}): Promise<TestTab> {
  const opened = await openStore(`test-${count++}`);
  if (opened.is !== "open") {
    throw new Error("the keys are lost");
  }
  return await tabOver(opened.store, remote);
}

async function tabOver(kept: Store, remote: Partial<LeaderDoings>): Promise<TestTab> {
  const mirror = await openMirror(kept);
  const store = engineStore(kept);
  const signedIn: Standing = { is: "signed-in", account: ME, device: MY_DEVICE };
  mirror.self = { account: ME, device: MY_DEVICE };
  mirror.connection = { is: "live" };
  const standing = source<Standing>(signedIn);
  const tab = {
    ground: {
      store: kept,
      name: "test",
      environment: { now: () => Date.now(), random: Math.random, after: () => () => undefined },
      persisted: () => Promise.resolve(false),
      election: { locks: testLocks() },
      fileWork: inPlace,
    },
    store,
    mirror,
    remote,
    standing,
    pushes: { live: source() },
  } as unknown as Tab;
  const tabs = holder<Tab>();
  tabs.set(tab);
  return {
    culver: culverOf(tabs, standing, () => kept.wipe()),
    tab,
    store,
    close() {
      mirror.stop();
      kept.close();
    },
  };
}

/** A direct conversation with Bob, with nothing in it. */
export function directRow(change: Partial<ConversationRow> = {}): ConversationRow {
  const found = { conversation: CHAT, kind: "direct", members: [], change: 1, createdAt: 1 } as const;
  return { ...fresh(found), members: [BOB, ME], cursor: 1, written: true, ...change };
}

const idOf = (order: number): string => named(`message ${order}`);

/** The key of Bob's message of a number. */
export const keyAt = (order: number): string => `${HIS_DEVICE}.${idOf(order)}`;

/** A message of Bob's. */
export function lineRow(order: number, text: string, change: Partial<MessageRow> = {}): MessageRow {
  return {
    conversation: CHAT,
    order,
    key: keyAt(order),
    epoch: 0,
    seq: order,
    id: idOf(order),
    device: HIS_DEVICE,
    author: BOB,
    time: 1_700_000_000_000 + order * 1000,
    content: { is: "text", text },
    ...change,
  };
}

/** So many messages of Bob's, `message 1` and so on. */
export const lineRows = (from: number, to: number): MessageRow[] =>
  Array.from({ length: to - from + 1 }, (_, index) => lineRow(from + index, `message ${from + index}`));
