import { beforeEach, expect, test } from "vitest";
import { eventually } from "../../testing/eventually.ts";
import type { Content, SentFile } from "../history/content.ts";
import { freshItem } from "../outbox/fresh.ts";
import type { OutboxRow } from "../outbox/rows.ts";
import { loadState, type State } from "../state.ts";
import { named } from "../testing/cryptography.ts";
import { storedFile } from "../testing/files.ts";
import { memoryStore, type MemoryStore } from "../testing/memory-store.ts";
import { preparations, type Preparations } from "./preparations.ts";
import { freshFile, prepareFile } from "./preparing.ts";
import { inPlace } from "./sealing.ts";

const CHAT = named("chat");
const SELF = { account: named("me"), device: named("my device") };
const clock = { now: () => 0, random: Math.random, after: () => () => undefined };
const PDF = { type: "application/pdf" };
const bytes = new Blob([new Uint8Array(1_500_000).fill(7)]);

let store: MemoryStore;
let state: State;
let made: Preparations;
/** Says that no tab prepares a message any more. */
let leave: Map<string, () => Promise<void>>;

beforeEach(async () => {
  store = memoryStore();
  await begin();
});

/** Leads, as after a restart. */
async function begin(): Promise<void> {
  state = await loadState(store);
  leave = new Map();
  const takeIn = async (): Promise<void> => {
    (await state.readOutbox()).forEach((conversation) => made.watch(conversation));
  };
  made = preparations(
    state,
    (id, _signal, work) => new Promise((done) => leave.set(id, () => work().then(done))),
    takeIn,
    () => undefined,
  );
  state.outboxConversations().forEach((conversation) => made.watch(conversation));
  await made.sweep();
}

/** What a tab writes before it encrypts, and after. */
async function preparing(): Promise<{ item: OutboxRow; file: SentFile; content: Content }> {
  const file = freshFile(bytes.size, PDF);
  const content: Content = { is: "media", files: [file] };
  const item: OutboxRow = { ...freshItem(clock, SELF, CHAT, content), outcome: { is: "preparing" } };
  await store.write({ outbox: [item] });
  return { item, file, content };
}
const encrypted = (file: SentFile) => prepareFile(store, inPlace, CHAT, file, bytes);

const outcome = async (id: string): Promise<OutboxRow["outcome"] | undefined> =>
  (await store.outbox()).find((row) => row.id === id)?.outcome;

test("a message goes once its files are encrypted, though asked twice", async () => {
  const { item, file, content } = await preparing();
  const states = [await encrypted(file)];
  expect(await made.prepared(CHAT, item.id, content, states)).toBe(true);
  expect(await made.prepared(CHAT, item.id, content, states)).toBe(true);
  expect(state.outbox(CHAT)).toMatchObject([{ id: item.id, outcome: { is: "waiting" }, uploads: [file.media] }]);
  expect(await store.mediaState(file.media)).toMatchObject({ complete: true, upload: { done: [] } });
  // The tab may be closed now.
  await leave.get(item.id)?.();
  expect(await outcome(item.id)).toEqual({ is: "waiting" });
});

test("a tab that is closed while it encrypts leaves a message that says so, and no chunks", async () => {
  const { item, file } = await preparing();
  await encrypted(file);
  await begin();
  // Whether the tab is closed is not known yet.
  expect(await outcome(item.id)).toEqual({ is: "preparing" });
  expect(await store.chunk(file.media, 1)).toBeDefined();
  await leave.get(item.id)?.();
  await eventually(async () => expect(await outcome(item.id)).toEqual({ is: "unprepared", reason: "interrupted" }));
  expect(await store.chunk(file.media, 0)).toBeUndefined();
  expect(await store.chunk(file.media, 1)).toBeUndefined();
  expect(await made.prepared(CHAT, item.id, item.content, [])).toBe(false);
});

test("what nobody needs is swept when the engine starts, and nothing that a message needs", async () => {
  const sent = await storedFile(store, CHAT, bytes, PDF);
  const queued = await storedFile(store, CHAT, bytes, PDF);
  await store.write({
    outbox: [freshItem(clock, SELF, CHAT, { is: "media", files: [queued] }, [queued.media])],
  });
  // Half of a file that is being downloaded.
  const coming = await storedFile(store, CHAT, bytes, PDF);
  await store.write({ mediaStates: [{ media: coming.media, here: [0], complete: false }] });
  const { file: current } = await preparing();
  await encrypted(current);
  const left = freshFile(bytes.size, PDF);
  await encrypted(left);
  await begin();
  expect(await store.chunk(left.media, 0)).toBeUndefined();
  expect(await store.chunk(left.media, 1)).toBeUndefined();
  for (const { media } of [sent, queued, coming, current]) {
    expect(await store.chunk(media, 0)).toBeDefined();
    expect(await store.chunk(media, 1)).toBeDefined();
  }
});

test("files that cannot be encrypted leave nothing behind, and can be tried again under another name", async () => {
  const { item, file } = await preparing();
  await encrypted(file);
  await made.unprepared(CHAT, item.id, "storage-full");
  expect(await outcome(item.id)).toEqual({ is: "unprepared", reason: "storage-full" });
  expect(await store.stateless()).toEqual([]);
  const other = freshFile(bytes.size, PDF);
  expect(other.key).not.toBe(file.key);
  const content: Content = { is: "media", files: [other] };
  expect(await made.again(CHAT, item.id, content)).toBe(true);
  expect(await made.prepared(CHAT, item.id, content, [await encrypted(other)])).toBe(true);
  expect(await outcome(item.id)).toEqual({ is: "waiting" });
});

test("a message that was discarded meanwhile is not brought back", async () => {
  const { item, file, content } = await preparing();
  await made.prepared(CHAT, named("another"), content, []);
  await state.write({ outboxGone: [item.id] });
  expect(await made.prepared(CHAT, item.id, content, [await encrypted(file)])).toBe(false);
  expect(await made.again(CHAT, item.id, content)).toBe(false);
  expect(await store.outbox()).toEqual([]);
});
