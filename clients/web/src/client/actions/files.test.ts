import { afterEach, beforeEach, expect, test } from "vitest";
import { preparations, type Preparations } from "../../engine/media/preparations.ts";
import { inPlace, type FileWork } from "../../engine/media/sealing.ts";
import { loadState, type State } from "../../engine/state.ts";
import { StorageFull } from "../../store/store.ts";
import { eventually } from "../../testing/eventually.ts";
import { Failure, type Attachment, type Line } from "../culver.ts";
import type { LeaderDoings } from "../doings.ts";
import { preparingLock } from "../ground.ts";
import { CHAT, directRow, testTab, type TestTab } from "../testing/tab.ts";

const MEGABYTE = 1_048_576;

let here: TestTab;
let state: State;
let ready: Preparations;

/** A tab beside one that leads; of what that does, what files need. */
beforeEach(async () => {
  const remote: Partial<LeaderDoings> = {
    prepared: (...asked) => ready.prepared(...asked),
    unprepared: (...asked) => ready.unprepared(...asked),
    prepareAgain: (...asked) => ready.again(...asked),
    async discard(_conversation, id) {
      const row = state.outbox(CHAT).find((each) => each.id === id);
      const files = row?.content.is === "media" ? row.content.files.map(({ media }) => media) : [];
      await state.write({ outboxGone: [id], mediaGone: files });
      return true;
    },
  };
  here = await testTab(remote);
  await here.store.write({ conversations: [directRow()] });
  await here.tab.mirror.settled();
  state = await loadState(here.store);
  const takeIn = async (): Promise<void> => {
    await state.readOutbox();
  };
  ready = preparations(
    state,
    () => new Promise(() => undefined),
    takeIn,
    () => undefined,
  );
});
afterEach(() => here.close());

function working(work: Partial<FileWork>): void {
  Object.assign(here.tab.ground, { fileWork: { ...inPlace, ...work } });
}

/** Holds the encryption of chunks until each is let through. */
function held(): () => void {
  const waiting: (() => void)[] = [];
  let passes = 0;
  working({
    async sealed(...job) {
      if (passes === 0) {
        await new Promise<void>((go) => waiting.push(go));
      } else {
        passes -= 1;
      }
      return await inPlace.sealed(...job);
    },
  });
  return () => {
    const next = waiting.shift();
    if (next === undefined) {
      passes += 1;
    } else {
      next();
    }
  };
}

const fileOf = (size: number, type = "application/pdf"): File =>
  new File([new Uint8Array(size).fill(7)], "plan.pdf", { type });

interface Shown {
  readonly line: () => Line | undefined;
  readonly file: () => Attachment | undefined;
}

async function shown(): Promise<Shown> {
  const window = here.culver.messages.window(CHAT);
  window.subscribe(() => undefined);
  await eventually(() => expect(window.current()).toBeDefined());
  const line = (): Line | undefined => window.current()?.lines[0];
  return {
    line,
    file() {
      const body = line()?.body;
      return body?.is === "media" ? body.files[0] : undefined;
    },
  };
}

test("a message with a file is there at once, and tells how far its file is encrypted", async () => {
  const go = held();
  const { line, file } = await shown();
  await here.culver.messages.send(CHAT, { text: "The plan", files: [fileOf(2 * MEGABYTE)] });
  await eventually(() => expect(line()).toMatchObject({ state: "preparing", body: { is: "media", text: "The plan" } }));
  expect(file()).toMatchObject({ name: "plan.pdf", size: 2 * MEGABYTE, transfer: { is: "preparing", share: 0 } });
  const key = line()?.key ?? "";
  // It can be looked at meanwhile.
  expect(file()?.local).toBe(true);
  expect((await here.culver.messages.open(CHAT, key, file()?.key ?? "")).size).toBe(2 * MEGABYTE);
  go();
  await eventually(() => expect(file()?.transfer).toEqual({ is: "preparing", share: 0.5 }));
  go();
  await eventually(() => expect(line()?.state).toBe("sending"));
  await eventually(() => expect(file()).toMatchObject({ local: true, transfer: { is: "uploading", share: 0 } }));
  expect(line()?.key).toBe(key);
  expect(state.outbox(CHAT)[0]?.uploads).toEqual([file()?.key]);
  expect((await here.culver.messages.open(CHAT, key, file()?.key ?? "")).size).toBe(2 * MEGABYTE);
});

test.each([
  ["the browser has no room", "storage-full", new StorageFull()],
  ["a file was moved since it was chosen", "file-unreadable", new DOMException("gone", "NotFoundError")],
  ["what encrypts did not start", "no-worker", new Failure("no-worker")],
  ["something else went wrong", "unexpected", new TypeError("oh")],
] as const)("when %s the message says so, nothing is left, and it can be tried again", async (_, why, failure) => {
  let broken = true;
  working({
    sealed: (key, file, index, blob) =>
      broken && index === 1 ? Promise.reject(failure) : inPlace.sealed(key, file, index, blob),
  });
  const { line, file } = await shown();
  await here.culver.messages.send(CHAT, { text: "The plan", files: [fileOf(2 * MEGABYTE)] });
  await eventually(() => expect(line()).toMatchObject({ state: "failed", unprepared: { why, again: true } }));
  expect(file()?.transfer).toEqual({ is: "unprepared" });
  expect(await here.store.stateless()).toEqual([]);
  broken = false;
  await here.culver.messages.retry(CHAT, line()?.key ?? "");
  await eventually(() => expect(line()?.state).toBe("sending"));
  expect(state.outbox(CHAT)).toMatchObject([{ outcome: { is: "waiting" }, uploads: [file()?.key] }]);
});

test("where the files were not chosen it cannot be tried again, and says so", async () => {
  working({ sealed: () => Promise.reject(new StorageFull()) });
  const { line } = await shown();
  await here.culver.messages.send(CHAT, { text: "", files: [fileOf(5)] });
  await eventually(() => expect(line()?.state).toBe("failed"));
  // As after a reload.
  here.tab.mirror.preparing.clear();
  here.tab.mirror.touched();
  await eventually(() => expect(line()?.unprepared).toEqual({ why: "storage-full", again: false }));
  await expect(here.culver.messages.retry(CHAT, line()?.key ?? "")).rejects.toMatchObject({
    reason: "file-unreadable",
  });
});

test("a message that is discarded while it is encrypted leaves nothing", async () => {
  const go = held();
  const { line } = await shown();
  await here.culver.messages.send(CHAT, { text: "The plan", files: [fileOf(3 * MEGABYTE)] });
  await eventually(() => expect(line()?.state).toBe("preparing"));
  go();
  await eventually(async () => expect(await here.store.stateless()).toHaveLength(1));
  await state.readOutbox();
  const id = state.outbox(CHAT)[0]?.id ?? "";
  await here.culver.messages.discard(CHAT, line()?.key ?? "");
  await eventually(() => expect(line()).toBeUndefined());
  go();
  const { election } = here.tab.ground;
  // Whoever prepares it has stopped, then.
  await election.locks.request(preparingLock(here.tab.ground, id), () => Promise.resolve());
  expect(await here.store.stateless()).toEqual([]);
  expect(state.outbox(CHAT)).toEqual([]);
});

test("what is empty or too large is refused before anything is queued", async () => {
  const { messages } = here.culver;
  await expect(messages.send(CHAT, { text: "", files: [fileOf(0)] })).rejects.toMatchObject({
    reason: "file-unreadable",
  });
  const huge = Object.defineProperty(fileOf(1), "size", { value: 104_857_601 });
  await expect(messages.send(CHAT, { text: "", files: [huge] })).rejects.toMatchObject({ reason: "file-too-large" });
  expect(await here.store.outbox()).toEqual([]);
});
