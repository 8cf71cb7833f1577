import { importKey } from "../../crypto/aes.ts";
import { chunkCount, type MediaFile } from "../../crypto/media.ts";
import { fromBase64, toBase64 } from "../../wire/base64.ts";
import { randomBytes } from "../../wire/bytes.ts";
import { randomIdentifier, type Identifier } from "../../wire/identifiers.ts";
import type { SentFile } from "../history/content.ts";
import type { EngineStore } from "../store.ts";
import type { MediaState } from "./rows.ts";
import type { FileWork } from "./sealing.ts";

/** Bytes of plaintext in a chunk: a lost connection costs no more than that. */
const CHUNK = 1_048_576;

/** What is known of a file besides its bytes. */
export type Description = Pick<SentFile, "type" | "name" | "width" | "height" | "duration" | "voice" | "thumbnail">;

/** A file that is to be sent, under a name and key of its own; `size` may change while it is prepared. */
export const freshFile = (size: number, description: Description): SentFile => ({
  ...description,
  media: randomIdentifier(),
  key: toBase64(randomBytes(32)),
  size,
  chunk: CHUNK,
});

/**
 * Encrypts a file into the store, from where it is uploaded. Answers its state, which is to be written in one step with
 * the message that needs it: chunks without a state are of no use to anybody. Rejects with what reading it, storing it
 * or `step` does.
 *
 * @param step hears of how much is done, from 0 to 1
 */
export async function prepareFile(
  store: EngineStore,
  work: FileWork,
  conversation: Identifier,
  { media, size, chunk, key: secret }: SentFile,
  blob: Blob,
  step: (share: number) => void = () => undefined,
): Promise<MediaState> {
  const file: MediaFile = { conversation, media, size, chunk };
  const key = await importKey(fromBase64(secret) ?? new Uint8Array(32));
  const chunks: { length: number; sha256: string }[] = [];
  const count = chunkCount(file);
  for (let index = 0; index < count; index++) {
    const { bytes, sha256 } = await work.sealed(key, file, index, blob);
    chunks.push({ length: bytes.length, sha256 });
    await store.write({ chunks: [{ media, index, bytes }] });
    step((index + 1) / count);
  }
  return { media, here: chunks.map((_, index) => index), complete: true, upload: { chunks, done: [] } };
}
