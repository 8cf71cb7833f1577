import type { Bytes } from "../wire/bytes.ts";
import type { ConversationId, Identifier } from "../wire/generated/wire.ts";
import { decrypt, encrypt, NONCE_BYTES, TAG_BYTES } from "./aes.ts";
import { fields, identifierField, integerField } from "./fields.ts";

/** A file as its message describes it. Sizes in bytes of plaintext. */
export interface MediaFile {
  readonly conversation: ConversationId;
  readonly media: Identifier;
  readonly size: number;
  /** Of each chunk but the last. */
  readonly chunk: number;
}

/** The last chunk is padded with zeros to a multiple of this: `size` tells where the file ends. */
const BLOCK = 4_096;

export const chunkCount = ({ size, chunk }: MediaFile): number => Math.ceil(size / chunk);

/** How many bytes the ciphertext of a chunk has, its tag included. */
export function encryptedLength(file: MediaFile, index: number): number {
  return Math.ceil(plainLength(file, index) / BLOCK) * BLOCK + TAG_BYTES;
}

/**
 * Encrypts one chunk of a file. The key is the file's own and fresh, so each index is a nonce that is used once; for
 * that reason a file that has changed needs another key.
 *
 * @throws RangeError if the plaintext has not the length that this chunk has
 */
export function encryptChunk(key: CryptoKey, file: MediaFile, index: number, plaintext: Bytes): Promise<Bytes> {
  if (plaintext.length !== plainLength(file, index)) {
    throw new RangeError("a chunk has a wrong length");
  }
  const padded = new Uint8Array(encryptedLength(file, index) - TAG_BYTES);
  padded.set(plaintext);
  return encrypt(key, nonceOf(index), chunkData(file, index), padded);
}

/** Decrypts one chunk; undefined if it is anything but this chunk of this file. */
export async function decryptChunk(
  key: CryptoKey,
  file: MediaFile,
  index: number,
  ciphertext: Bytes,
): Promise<Bytes | undefined> {
  if (index < 0 || index >= chunkCount(file) || ciphertext.length !== encryptedLength(file, index)) {
    return undefined;
  }
  const padded = await decrypt(key, nonceOf(index), chunkData(file, index), ciphertext);
  const length = plainLength(file, index);
  return padded?.subarray(length).every((byte) => byte === 0) === true ? padded.slice(0, length) : undefined;
}

function plainLength(file: MediaFile, index: number): number {
  if (!Number.isInteger(index) || index < 0 || index >= chunkCount(file)) {
    throw new RangeError("there is no such chunk");
  }
  return Math.min(file.chunk, file.size - index * file.chunk);
}

const chunkData = ({ conversation, media, size, chunk }: MediaFile, index: number): Bytes =>
  fields(
    "culver media v1",
    identifierField(conversation),
    identifierField(media),
    integerField(size),
    integerField(chunk),
    integerField(index),
  );

function nonceOf(index: number): Bytes {
  const nonce = new Uint8Array(NONCE_BYTES);
  new DataView(nonce.buffer).setBigUint64(NONCE_BYTES - 8, BigInt(index));
  return nonce;
}
