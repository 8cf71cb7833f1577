import { importKey } from "../../crypto/aes.ts";
import { sha256 } from "../../crypto/digest.ts";
import { chunkCount, encryptChunk, type MediaFile } from "../../crypto/media.ts";
import { toBase64 } from "../../wire/base64.ts";
import { randomBytes, type Bytes } from "../../wire/bytes.ts";
import { randomIdentifier, type Identifier } from "../../wire/identifiers.ts";
import type { SentFile } from "../history/content.ts";
import type { EngineStore } from "../store.ts";
import type { MediaState } from "./rows.ts";

/** Bytes of plaintext in a chunk: a lost connection costs no more than that. */
const CHUNK = 1_048_576;
/** Bytes of a file at most. */
export const MOST_FILE = 104_857_600;

/** What is known of a file besides its bytes. */
export type Description = Pick<SentFile, "type" | "name" | "width" | "height" | "duration" | "voice" | "thumbnail">;

/** Encrypts a file into the store, from where it is uploaded. Rejects with what reading it or storing it does. */
export async function prepareFile(
  store: EngineStore,
  conversation: Identifier,
  blob: Blob,
  description: Description,
): Promise<SentFile> {
  const secret = randomBytes(32);
  const sent: SentFile = {
    ...description,
    media: randomIdentifier(),
    key: toBase64(secret),
    size: blob.size,
    chunk: CHUNK,
  };
  const file: MediaFile = { conversation, media: sent.media, size: sent.size, chunk: CHUNK };
  const key = await importKey(secret);
  const chunks: { length: number; sha256: string }[] = [];
  for (let index = 0; index < chunkCount(file); index++) {
    const plaintext = await blob.slice(index * CHUNK, (index + 1) * CHUNK).arrayBuffer();
    const bytes: Bytes = await encryptChunk(key, file, index, new Uint8Array(plaintext));
    chunks.push({ length: bytes.length, sha256: toBase64(await sha256(bytes)) });
    await store.write({ chunks: [{ media: sent.media, index, bytes }] });
  }
  const state: MediaState = {
    media: sent.media,
    here: chunks.map((_, index) => index),
    complete: true,
    upload: { chunks, done: [] },
  };
  await store.write({ mediaStates: [state] });
  return sent;
}
