import { beforeEach, expect, test, vi } from "vitest";
import { importKey } from "../crypto/aes.ts";
import { decryptChunk } from "../crypto/media.ts";
import { inPlace } from "../engine/media/sealing.ts";
import { named } from "../engine/testing/cryptography.ts";
import { testClock } from "../engine/testing/clock.ts";
import { randomBytes } from "../wire/bytes.ts";
import { answerFiles, type Asked, type FilesScope, type Told } from "./files.ts";
import { fileWork, type FileWorker } from "./file-work.ts";

const FILE = { conversation: named("chat"), media: named("file"), size: 1_500_000, chunk: 1_048_576 };
const BLOB = new Blob([new Uint8Array(FILE.size).fill(7)]);

let clock: ReturnType<typeof testClock>;
beforeEach(() => {
  clock = testClock(1);
});

/** A worker that runs in this thread: what goes in and comes out is cloned, or moved, as between threads. */
class TestWorker implements FileWorker {
  onmessage: FileWorker["onmessage"] = null;
  onerror: FileWorker["onerror"] = null;
  readonly asked: Asked["is"][] = [];
  readonly terminate = vi.fn();
  private listener: (event: MessageEvent<Asked>) => void = () => undefined;

  constructor(work = inPlace, begin: (run: () => void) => void = queueMicrotask) {
    const scope: FilesScope = {
      postMessage: (told, transfer = []) => {
        const data = structuredClone(told, { transfer });
        this.onmessage?.(new MessageEvent<Told>("message", { data }));
      },
      addEventListener: (_type, listener) => (this.listener = listener),
    };
    begin(() => answerFiles(scope, work));
  }

  postMessage(asked: Asked): void {
    this.asked.push(asked.is);
    queueMicrotask(() => this.listener(new MessageEvent("message", { data: asked })));
  }
}

const broken = (message: string): ErrorEvent => ({ message }) as ErrorEvent;

test("chunks are encrypted in the worker, which starts when it is needed, once", async () => {
  const workers: TestWorker[] = [];
  const start = vi.fn(() => {
    const made = new TestWorker();
    workers.push(made);
    return made;
  });
  const work = fileWork(start, clock);
  expect(start).not.toHaveBeenCalled();
  const key = await importKey(randomBytes(32));
  const [first, second] = await Promise.all([work.sealed(key, FILE, 0, BLOB), work.sealed(key, FILE, 1, BLOB)]);
  expect(start).toHaveBeenCalledOnce();
  expect(workers[0]?.asked).toEqual(["seal", "seal"]);
  for (const [index, chunk] of [first, second].entries()) {
    const here = await inPlace.sealed(key, FILE, index, BLOB);
    expect(chunk.sha256).toBe(here.sha256);
    expect(Buffer.compare(chunk.bytes, here.bytes)).toBe(0);
    expect((await decryptChunk(key, FILE, index, chunk.bytes))?.every((byte) => byte === 7)).toBe(true);
  }
  // It has begun, and may take its time from now on.
  await clock.pass(60_000);
  expect(workers[0]?.terminate).not.toHaveBeenCalled();
});

test("pictures lose in the worker what tells where they were taken, and other files stay the same", async () => {
  const clean = new Blob(["clean"]);
  const worker = new TestWorker({ ...inPlace, cleaned: (blob) => Promise.resolve(blob.size === 3 ? clean : blob) });
  const work = fileWork(() => worker, clock);
  expect(await (await work.cleaned(new Blob(["jpg"]))).text()).toBe("clean");
  const other = new Blob(["other"]);
  expect(await work.cleaned(other)).toBe(other);
  expect(worker.asked).toEqual(["clean", "clean"]);
});

test("a file that cannot be read is told as the browser told it", async () => {
  const gone = new DOMException("it was moved", "NotReadableError");
  const work = fileWork(() => new TestWorker({ ...inPlace, sealed: () => Promise.reject(gone) }), clock);
  const failed = work.sealed(await importKey(randomBytes(32)), FILE, 0, BLOB);
  await expect(failed).rejects.toMatchObject({ name: "NotReadableError" });
  await expect(failed).rejects.toBeInstanceOf(DOMException);
});

test.each<[string, (worker: TestWorker) => void]>([
  ["whose script cannot be loaded", (worker) => worker.onerror?.(broken("404"))],
  ["that says nothing", () => void clock.pass(20_000)],
])("a worker %s is told of, and started anew the next time", async (_, happens) => {
  const dead = new TestWorker(inPlace, () => undefined);
  const start = vi.fn<() => FileWorker>().mockReturnValueOnce(dead).mockReturnValueOnce(new TestWorker());
  const work = fileWork(start, clock);
  const asked = work.cleaned(new Blob(["x"]));
  happens(dead);
  await expect(asked).rejects.toMatchObject({ reason: "no-worker" });
  expect(dead.terminate).toHaveBeenCalledOnce();
  await work.cleaned(new Blob(["x"]));
  expect(start).toHaveBeenCalledTimes(2);
});

test("a browser that allows no worker is told of", async () => {
  const refused = (): FileWorker => {
    throw new DOMException("refused by the policy", "SecurityError");
  };
  await expect(fileWork(refused, clock).cleaned(new Blob(["x"]))).rejects.toMatchObject({ reason: "no-worker" });
});

test("what is under way when the worker breaks is told of, and does not wait without end", async () => {
  const worker = new TestWorker({ ...inPlace, cleaned: () => new Promise(() => undefined) });
  const work = fileWork(() => worker, clock);
  const asked = work.cleaned(new Blob(["x"]));
  queueMicrotask(() => worker.onerror?.(broken("out of memory")));
  await expect(asked).rejects.toThrow("out of memory");
});
