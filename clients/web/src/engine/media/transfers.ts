import { decryptChunk, chunkCount, type MediaFile } from "../../crypto/media.ts";
import { importKey } from "../../crypto/aes.ts";
import { fromBase64 } from "../../wire/base64.ts";
import type { Bytes } from "../../wire/bytes.ts";
import { Unreachable } from "../../wire/failures.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import { isRefusedForGood, waitAfter } from "../../transport/retry.ts";
import type { SentFile } from "../history/content.ts";
import { isWaiting, type OutboxRow } from "../outbox/rows.ts";
import type { Environment, Server } from "../ports.ts";
import type { State } from "../state.ts";
import type { MediaState } from "./rows.ts";

/** As many addresses as one request asks for. */
const AT_ONCE = 25;
const RETRY = 5_000;

/** Carries chunks to and from where they lie. Both reject with Unreachable if there is no answer. */
export interface Depot {
  /** Answers the status. */
  put(url: string, headers: Readonly<Record<string, string>>, bytes: Bytes, signal: AbortSignal): Promise<number>;
  /** Undefined if it is not there. */
  get(url: string, signal: AbortSignal): Promise<Bytes | undefined>;
}

/**
 * What moves now; absent of what does not. `share`: from 0 to 1. What is `waiting` is tried again by itself, what is
 * `paused` or `failed` when somebody says so.
 */
export type Moving = Readonly<
  Record<
    Identifier,
    | { readonly is: "uploading" | "downloading"; readonly share: number }
    | { readonly is: "waiting" | "paused" | "failed" }
  >
>;

/** A chunk of an own file is not on this device any more: it will not be at the next attempt either. */
class Lost extends Error {}

/** Moves files between this device and the server, in chunks, so that what was interrupted goes on where it was. */
export interface Transfers {
  /** Uploads the files of a message, and tells when all are there. Does nothing if that is under way. */
  upload(item: OutboxRow): void;
  /** Brings a file to this device. Rejects as requests do, and with the reason of a pause. */
  download(conversation: Identifier, file: SentFile): Promise<void>;
  pause(media: Identifier): void;
  /** Goes on with the upload of a file that was paused or failed. */
  resume(conversation: Identifier, media: Identifier): void;
  /** Files are wanted no more: what moves of them ends, and is not tried again. */
  cancel(files: readonly Identifier[]): void;
  moving(): Moving;
  /** The way to the server has opened: goes on with what waits. */
  wake(): void;
  stop(): void;
}

/** @param uploaded hears of a message whose files are all on the server */
export function transfers(
  environment: Environment,
  state: State,
  server: Server,
  depot: Depot,
  uploaded: (item: OutboxRow) => Promise<void>,
  changed: () => void,
): Transfers {
  const now = new Map<Identifier, Moving[string]>();
  const running = new Map<Identifier, AbortController>();
  const downloading = new Map<Identifier, Promise<void>>();
  const paused = new Set<Identifier>();
  const cancelled = new Set<Identifier>();
  /** Messages whose uploads are tried again by themselves. */
  const again = new Map<Identifier, { readonly go: () => void; readonly cancel: () => void }>();
  let stopped = false;

  const tell = (media: Identifier, moving: Moving[string] | undefined): void => {
    if (moving === undefined) {
      now.delete(media);
    } else {
      now.set(media, moving);
    }
    changed();
  };

  const put = async (conversation: Identifier, media: Identifier, signal: AbortSignal): Promise<void> => {
    let known = await state.store.mediaState(media);
    const chunks = known?.upload?.chunks;
    if (known === undefined || chunks === undefined) {
      return;
    }
    for (;;) {
      const done = known.upload?.done ?? [];
      const left = chunks.flatMap((chunk, index) => (done.includes(index) ? [] : [{ index, ...chunk }]));
      if (left.length === 0) {
        return;
      }
      const asked = left.slice(0, AT_ONCE);
      // Tried once: what is tried again is to be seen to wait meanwhile.
      const { uploads } = await server.prepareUpload(conversation, media, asked, { signal, patience: 0 });
      const addresses = uploads.filter(({ index }) => asked.some((chunk) => chunk.index === index));
      if (addresses.length === 0) {
        throw new Unreachable("the server named no address");
      }
      tell(media, { is: "uploading", share: done.length / chunks.length });
      for (const { index, url, headers } of addresses) {
        const bytes = await state.store.chunk(media, index);
        if (bytes === undefined) {
          throw new Lost("a chunk to be uploaded is not here");
        }
        const status = await depot.put(url, headers, bytes, signal);
        // 412: it is there already, by an attempt whose answer was lost.
        if (status !== 412 && (status < 200 || status > 299)) {
          throw new Unreachable(`the store answered ${status}`);
        }
        signal.throwIfAborted();
        const next: MediaState = { ...known, upload: { chunks, done: [...(known.upload?.done ?? []), index] } };
        await state.write({ mediaStates: [next] });
        known = next;
        tell(media, { is: "uploading", share: (next.upload?.done.length ?? 0) / chunks.length });
      }
    }
  };

  const uploadAll = async (item: OutboxRow): Promise<void> => {
    for (const media of item.uploads ?? []) {
      if (paused.has(media)) {
        return;
      }
      const control = new AbortController();
      running.set(media, control);
      if (now.get(media)?.is !== "waiting") {
        tell(media, { is: "uploading", share: 0 });
      }
      try {
        await put(item.conversation, media, control.signal);
        tell(media, undefined);
      } catch (failure) {
        if (cancelled.delete(media) || stopped) {
          tell(media, undefined);
          return;
        }
        const passes = !paused.has(media) && isPassing(failure);
        tell(media, { is: passes ? "waiting" : paused.has(media) ? "paused" : "failed" });
        if (passes) {
          later(item, waitAfter(failure));
        }
        return;
      } finally {
        running.delete(media);
      }
    }
    await uploaded(item);
  };

  const busy = new Set<Identifier>();
  const upload = (item: OutboxRow): void => {
    const wanted = state.outbox(item.conversation).some((each) => each.id === item.id);
    if (stopped || busy.has(item.id) || !wanted) {
      return;
    }
    busy.add(item.id);
    again.get(item.id)?.cancel();
    again.delete(item.id);
    void uploadAll(item).finally(() => busy.delete(item.id));
  };

  /** Tries again after a while, or when the way opens. */
  const later = (item: OutboxRow, least = 0): void => {
    const go = (): void => {
      upload(item);
    };
    again.set(item.id, { go, cancel: environment.after(Math.max(RETRY, least), go) });
  };

  const get = async (conversation: Identifier, file: SentFile, signal: AbortSignal): Promise<void> => {
    const { media, size, chunk } = file;
    const whole: MediaFile = { conversation, media, size, chunk };
    const key = await importKey(fromBase64(file.key) ?? new Uint8Array(32));
    const count = chunkCount(whole);
    let known: MediaState = (await state.store.mediaState(media)) ?? { media, here: [], complete: false };
    while (!known.complete) {
      const here = new Set(known.here);
      const from = [...Array(count).keys()].find((index) => !here.has(index)) ?? count;
      const wanted = Math.min(AT_ONCE, count - from);
      const { downloads } = await server.prepareDownload(conversation, media, from, wanted, { signal });
      const addresses = downloads.filter(({ index }) => index >= from && index < count && !here.has(index));
      if (addresses.length === 0) {
        throw new Unreachable("the server named no address");
      }
      for (const { index, url } of addresses) {
        const bytes = await depot.get(url, signal);
        signal.throwIfAborted();
        if (bytes === undefined || (await decryptChunk(key, whole, index, bytes)) === undefined) {
          await state.write({ mediaStates: [{ ...known, gone: true }] });
          return;
        }
        const present = [...known.here, index];
        const next: MediaState = { ...known, here: present, complete: present.length === count };
        await state.write({ chunks: [{ media, index, bytes }], mediaStates: [next] });
        known = next;
        tell(media, { is: "downloading", share: present.length / count });
      }
    }
  };

  return {
    upload,
    download(conversation, file) {
      const { media } = file;
      const known = downloading.get(media);
      if (known !== undefined) {
        return known;
      }
      paused.delete(media);
      const control = new AbortController();
      running.set(media, control);
      tell(media, { is: "downloading", share: 0 });
      const mine = get(conversation, file, control.signal).then(
        () => {
          tell(media, undefined);
        },
        (failure: unknown) => {
          tell(media, cancelled.delete(media) ? undefined : { is: paused.has(media) ? "paused" : "failed" });
          throw failure;
        },
      );
      const ended = mine.finally(() => {
        running.delete(media);
        downloading.delete(media);
      });
      downloading.set(media, ended);
      return ended;
    },
    pause(media) {
      paused.add(media);
      running.get(media)?.abort(new DOMException("paused", "AbortError"));
      if (now.get(media)?.is === "waiting") {
        tell(media, { is: "paused" });
      }
    },
    resume(conversation, media) {
      paused.delete(media);
      state
        .outbox(conversation)
        .filter((item) => isWaiting(item) && item.uploads?.includes(media) === true)
        .forEach(upload);
    },
    cancel(files) {
      for (const media of files) {
        paused.delete(media);
        const control = running.get(media);
        if (control === undefined) {
          tell(media, undefined);
        } else {
          cancelled.add(media);
          control.abort(new DOMException("cancelled", "AbortError"));
        }
      }
    },
    moving: () => Object.fromEntries(now),
    wake() {
      [...again.values()].forEach(({ go }) => {
        go();
      });
    },
    stop() {
      stopped = true;
      running.forEach((control) => {
        control.abort();
      });
    },
  };
}

/** A refusal for good is left to the person, and so is what is here no more. */
const isPassing = (failure: unknown): boolean => !(failure instanceof Lost) && !isRefusedForGood(failure);
