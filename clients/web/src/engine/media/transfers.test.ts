import { beforeEach, expect, test, vi } from "vitest";
import { sha256 } from "../../crypto/digest.ts";
import { fromBase64, toBase64 } from "../../wire/base64.ts";
import type { Bytes } from "../../wire/bytes.ts";
import { Refused, Unreachable } from "../../wire/failures.ts";
import type { Problem } from "../../wire/problems.ts";
import { eventually } from "../../testing/eventually.ts";
import type { SentFile } from "../history/content.ts";
import { freshItem } from "../outbox/fresh.ts";
import type { OutboxRow } from "../outbox/rows.ts";
import type { Server } from "../ports.ts";
import { loadState, type State } from "../state.ts";
import { named } from "../testing/cryptography.ts";
import { memoryStore, type MemoryStore } from "../testing/memory-store.ts";
import { storedFile } from "../testing/files.ts";
import { transfers, type Depot, type Transfers } from "./transfers.ts";

const CHAT = named("chat");
const SELF = { account: named("me"), device: named("my device") };
const MEGABYTE = 1_048_576;

/** What lies at the server: chunks, taken as they were announced. Each step may be made to fail, or to wait. */
class Shelf {
  readonly chunks = new Map<string, Bytes>();
  readonly put: number[] = [];
  readonly got: number[] = [];
  readonly asked: string[] = [];
  /** What becomes of a chunk instead of being taken or given. */
  disturb: (what: "put" | "get", index: number, signal: AbortSignal) => Promise<number | undefined> = () =>
    Promise.resolve(undefined);
  private readonly announced = new Map<string, string>();

  readonly server = {
    prepareUpload: (_chat: string, media: string, chunks: readonly { index: number; sha256: string }[]) => {
      this.asked.push(`up ${chunks.map(({ index }) => index).join()}`);
      chunks.forEach(({ index, sha256: hash }) => this.announced.set(`${media}/${index}`, hash));
      return Promise.resolve({
        uploads: chunks.map(({ index }) => ({ index, url: `${media}/${index}`, headers: {} })),
      });
    },
    prepareDownload: (_chat: string, media: string, from: number, count: number) => {
      this.asked.push(`down ${from}+${count}`);
      const indexes = Array.from({ length: count }, (_, at) => from + at);
      return Promise.resolve({ downloads: indexes.map((index) => ({ index, url: `${media}/${index}` })) });
    },
  } as unknown as Server;

  readonly depot: Depot = {
    put: async (url, _headers, bytes, signal) => {
      const index = Number(url.split("/")[1]);
      const instead = await this.disturb("put", index, signal);
      if (instead !== undefined) {
        return instead;
      }
      if (this.chunks.has(url)) {
        return 412;
      }
      if (toBase64(await sha256(bytes)) !== this.announced.get(url)) {
        return 400;
      }
      this.put.push(index);
      this.chunks.set(url, bytes);
      return 200;
    },
    get: async (url, signal) => {
      const index = Number(url.split("/")[1]);
      await this.disturb("get", index, signal);
      this.got.push(index);
      return this.chunks.get(url);
    },
  };
}

/** A device with its own store, at the same server. */
interface Side {
  readonly store: MemoryStore;
  readonly state: State;
  readonly moves: Transfers;
  readonly uploaded: string[];
  /** What waits for its time. */
  readonly later: (() => void)[];
}

let shelf: Shelf;
beforeEach(() => {
  shelf = new Shelf();
});

async function side(store = memoryStore()): Promise<Side> {
  const state = await loadState(store);
  const uploaded: string[] = [];
  const later: (() => void)[] = [];
  const environment = {
    now: () => 0,
    random: Math.random,
    after: (_milliseconds: number, work: () => void) => {
      later.push(work);
      return () => undefined;
    },
  };
  const done = (item: OutboxRow): Promise<void> => Promise.resolve(void uploaded.push(item.id));
  const moves = transfers(environment, state, shelf.server, shelf.depot, done, () => undefined);
  return { store, state, moves, uploaded, later };
}

const contentOf = (size: number): Uint8Array<ArrayBuffer> => new Uint8Array(size).fill(7);

/** Puts a message with a file of so many bytes into the queue. */
async function queued({ store, state }: Side, size: number): Promise<{ item: OutboxRow; file: SentFile }> {
  const file = await storedFile(store, CHAT, new Blob([contentOf(size)]), { type: "application/pdf" });
  const environment = { now: () => 0, random: Math.random, after: () => () => undefined };
  const item = freshItem(environment, SELF, CHAT, { is: "media", files: [file] }, [file.media]);
  await state.write({ outbox: [item] });
  return { item, file };
}

const untilUploaded = (of: Side, item: OutboxRow): Promise<unknown> =>
  eventually(() => expect(of.uploaded).toEqual([item.id]));

/** Rejects when it is given up, and never answers. */
const never = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => {
    const given = (): void => reject(signal.reason as Error);
    if (signal.aborted) {
      given();
    }
    signal.addEventListener("abort", given);
  });

test("a file goes in chunks of a megabyte, encrypted, and comes back whole", async () => {
  const alice = await side();
  const { item, file } = await queued(alice, 2 * MEGABYTE + 5);
  alice.moves.upload(item);
  await untilUploaded(alice, item);
  expect(shelf.put).toEqual([0, 1, 2]);
  expect([...shelf.chunks.values()].map((bytes) => bytes.length)).toEqual([MEGABYTE + 16, MEGABYTE + 16, 4_096 + 16]);
  const [first] = [...shelf.chunks.values()];
  expect(Buffer.from(first ?? []).includes(Buffer.from(contentOf(64)))).toBe(false);

  const bob = await side();
  await bob.moves.download(CHAT, file);
  expect(await bob.store.mediaState(file.media)).toMatchObject({ complete: true, here: [0, 1, 2] });
  expect(await bob.store.chunk(file.media, 2)).toEqual(shelf.chunks.get(`${file.media}/2`));
  expect(bob.moves.moving()).toEqual({});
});

test("many chunks are asked for 25 at a time", async () => {
  const alice = await side();
  const { item, file } = await queued(alice, 26 * MEGABYTE);
  alice.moves.upload(item);
  await untilUploaded(alice, item);
  const bob = await side();
  await bob.moves.download(CHAT, file);
  const first = Array.from({ length: 25 }, (_, at) => at).join();
  expect(shelf.asked).toEqual([`up ${first}`, "up 25", "down 0+25", "down 25+1"]);
});

test("an upload that breaks goes on with the chunk that broke, also after a restart", async () => {
  const alice = await side();
  const { item, file } = await queued(alice, 3 * MEGABYTE);
  shelf.disturb = (_, index) => (index === 1 ? Promise.reject(new Unreachable("broken")) : Promise.resolve(undefined));
  alice.moves.upload(item);
  await eventually(() => expect(alice.moves.moving()).toEqual({ [file.media]: { is: "waiting" } }));
  expect(shelf.put).toEqual([0]);
  alice.moves.stop();

  shelf.disturb = () => Promise.resolve(undefined);
  const again = await side(alice.store.reopened());
  again.moves.upload(item);
  await untilUploaded(again, item);
  expect(shelf.put).toEqual([0, 1, 2]);
  expect(shelf.asked).toEqual(["up 0,1,2", "up 1,2"]);
});

test("an upload without a network is seen to wait, and goes on by itself when the way opens", async () => {
  const alice = await side();
  const { item, file } = await queued(alice, MEGABYTE);
  const asked = vi.spyOn(shelf.server, "prepareUpload").mockRejectedValue(new Unreachable("no network"));
  alice.moves.upload(item);
  await eventually(() => expect(alice.moves.moving()).toEqual({ [file.media]: { is: "waiting" } }));
  // It says so all the while, not that it is uploaded or has failed.
  const told: unknown[] = [];
  asked.mockImplementation(() => {
    told.push(alice.moves.moving()[file.media]);
    return Promise.reject(new Unreachable("no network"));
  });
  alice.later[0]?.();
  await eventually(() => expect(alice.later).toHaveLength(2));
  expect(told).toEqual([{ is: "waiting" }]);
  expect(alice.moves.moving()).toEqual({ [file.media]: { is: "waiting" } });
  asked.mockRestore();
  alice.moves.wake();
  await untilUploaded(alice, item);
  expect(alice.moves.moving()).toEqual({});
});

test("an upload that waits can be paused, and is not tried again then", async () => {
  const alice = await side();
  const { item, file } = await queued(alice, MEGABYTE);
  const asked = vi.spyOn(shelf.server, "prepareUpload").mockRejectedValue(new Unreachable("no network"));
  alice.moves.upload(item);
  await eventually(() => expect(alice.moves.moving()).toEqual({ [file.media]: { is: "waiting" } }));
  alice.moves.pause(file.media);
  expect(alice.moves.moving()).toEqual({ [file.media]: { is: "paused" } });
  alice.later[0]?.();
  alice.moves.wake();
  expect(asked).toHaveBeenCalledTimes(1);
});

test("an upload that is refused for good has failed, and is left to the person", async () => {
  const alice = await side();
  const { item, file } = await queued(alice, MEGABYTE);
  const problem = { is: "not-allowed", status: 403, detail: "no member" } as unknown as Problem;
  const asked = vi.spyOn(shelf.server, "prepareUpload").mockRejectedValue(new Refused(problem));
  alice.moves.upload(item);
  await eventually(() => expect(alice.moves.moving()).toEqual({ [file.media]: { is: "failed" } }));
  expect(alice.later).toEqual([]);
  asked.mockRestore();
  await eventually(() => {
    alice.moves.resume(CHAT, file.media);
    expect(alice.uploaded).toEqual([item.id]);
  });
});

test("an upload whose chunk is not here any more has failed, and is not tried without end", async () => {
  const alice = await side();
  const { item, file } = await queued(alice, MEGABYTE);
  vi.spyOn(alice.store, "chunk").mockResolvedValue(undefined);
  alice.moves.upload(item);
  await eventually(() => expect(alice.moves.moving()).toEqual({ [file.media]: { is: "failed" } }));
  expect(alice.later).toEqual([]);
});

test("a chunk whose answer was lost is not sent twice", async () => {
  const alice = await side();
  const { item } = await queued(alice, 2 * MEGABYTE);
  const put = shelf.depot.put.bind(shelf.depot);
  let lost = 0;
  vi.spyOn(shelf.depot, "put").mockImplementation(async (...args) => {
    const status = await put(...args);
    if (args[0].endsWith("/0") && lost++ === 0) {
      throw new Unreachable("the answer was lost");
    }
    return status;
  });
  alice.moves.upload(item);
  await eventually(() => expect(alice.later).toHaveLength(1));
  alice.later[0]?.();
  await untilUploaded(alice, item);
  expect(shelf.put).toEqual([0, 1]);
});

test("a paused upload waits until the person wants it, and goes on where it was", async () => {
  const alice = await side();
  const { item, file } = await queued(alice, 3 * MEGABYTE);
  shelf.disturb = (_, index, signal) => (index === 1 ? never(signal) : Promise.resolve(undefined));
  alice.moves.upload(item);
  await eventually(() => expect(alice.moves.moving()[file.media]).toEqual({ is: "uploading", share: 1 / 3 }));
  alice.moves.pause(file.media);
  await eventually(() => expect(alice.moves.moving()).toEqual({ [file.media]: { is: "paused" } }));
  shelf.disturb = () => Promise.resolve(undefined);
  // Nobody but the person ends the pause.
  alice.moves.wake();
  alice.moves.upload(item);
  expect(alice.later).toEqual([]);
  expect(shelf.put).toEqual([0]);
  await eventually(() => {
    alice.moves.resume(CHAT, file.media);
    expect(alice.uploaded).toEqual([item.id]);
  });
  expect(shelf.put).toEqual([0, 1, 2]);
});

test("a paused download goes on with the chunks that are missing", async () => {
  const alice = await side();
  const { item, file } = await queued(alice, 3 * MEGABYTE);
  alice.moves.upload(item);
  await untilUploaded(alice, item);
  const bob = await side();
  shelf.disturb = (_, index, signal) => (index === 2 ? never(signal) : Promise.resolve(undefined));
  const first = bob.moves.download(CHAT, file);
  // Whoever asks once more waits for the same.
  expect(bob.moves.download(CHAT, file)).toBe(first);
  await eventually(() => expect(shelf.got).toEqual([0, 1]));
  bob.moves.pause(file.media);
  await expect(first).rejects.toMatchObject({ name: "AbortError" });
  expect(bob.moves.moving()).toEqual({ [file.media]: { is: "paused" } });
  shelf.disturb = () => Promise.resolve(undefined);
  await bob.moves.download(CHAT, file);
  expect(shelf.got).toEqual([0, 1, 2]);
});

test("an upload that is discarded ends, leaves nothing behind and is not tried again", async () => {
  const alice = await side();
  const { item, file } = await queued(alice, 3 * MEGABYTE);
  shelf.disturb = (_, index, signal) => (index === 1 ? never(signal) : Promise.resolve(undefined));
  alice.moves.upload(item);
  await eventually(() => expect(shelf.put).toEqual([0]));
  alice.moves.cancel([file.media]);
  await alice.state.write({ outboxGone: [item.id], mediaGone: [file.media] });
  await eventually(() => expect(alice.moves.moving()).toEqual({}));
  expect(alice.later).toEqual([]);
  alice.moves.upload(item);
  alice.moves.wake();
  expect(shelf.asked).toEqual(["up 0,1,2"]);
  expect(await alice.store.mediaState(file.media)).toBeUndefined();
  expect(await alice.store.chunk(file.media, 0)).toBeUndefined();
  expect(alice.uploaded).toEqual([]);
});

test("a chunk that the server refuses is not taken for uploaded", async () => {
  const alice = await side();
  const { item, file } = await queued(alice, 2 * MEGABYTE);
  const other = fromBase64(toBase64(new Uint8Array(MEGABYTE + 16))) ?? new Uint8Array();
  // It is not any more what was announced: S3 holds the hash against what comes.
  await alice.store.write({ chunks: [{ media: file.media, index: 1, bytes: other }] });
  alice.moves.upload(item);
  await eventually(() => expect(alice.moves.moving()).toEqual({ [file.media]: { is: "waiting" } }));
  expect((await alice.store.mediaState(file.media))?.upload?.done).toEqual([0]);
  expect(alice.uploaded).toEqual([]);
});

test.each(["changed", "cut", "of another place"])(
  "a chunk that was %s is refused, and nothing is kept of it",
  async (how) => {
    const alice = await side();
    const { item, file } = await queued(alice, 2 * MEGABYTE);
    alice.moves.upload(item);
    await untilUploaded(alice, item);
    const [zero, one] = [`${file.media}/0`, `${file.media}/1`];
    const bytes = shelf.chunks.get(one) ?? new Uint8Array();
    const forged =
      how === "changed"
        ? bytes.with(9, (bytes[9] ?? 0) ^ 1)
        : how === "cut"
          ? bytes.slice(1)
          : (shelf.chunks.get(zero) ?? bytes);
    shelf.chunks.set(one, forged);
    const bob = await side();
    await bob.moves.download(CHAT, file);
    expect(await bob.store.mediaState(file.media)).toMatchObject({ complete: false, gone: true, here: [0] });
    expect(await bob.store.chunk(file.media, 1)).toBeUndefined();
  },
);

test("a server that names no addresses, or others than were asked for, is not asked without end", async () => {
  const alice = await side();
  const { item, file } = await queued(alice, MEGABYTE);
  alice.moves.upload(item);
  await untilUploaded(alice, item);
  const bob = await side();
  for (const downloads of [[], [{ index: 7, url: "x/7" }], [{ index: -1, url: "x/0" }]]) {
    const asked = vi.spyOn(shelf.server, "prepareDownload").mockResolvedValue({ downloads } as never);
    await expect(bob.moves.download(CHAT, file)).rejects.toThrow(Unreachable);
    expect(asked).toHaveBeenCalledTimes(1);
    asked.mockRestore();
  }
  const other = await queued(alice, MEGABYTE);
  vi.spyOn(shelf.server, "prepareUpload").mockResolvedValue({ uploads: [] });
  alice.moves.upload(other.item);
  await eventually(() => expect(alice.moves.moving()).toEqual({ [other.file.media]: { is: "waiting" } }));
  expect(alice.later).toHaveLength(1);
});
