import { sha256 } from "../../crypto/digest.ts";
import { encryptChunk, type MediaFile } from "../../crypto/media.ts";
import { toBase64 } from "../../wire/base64.ts";
import type { Bytes } from "../../wire/bytes.ts";
import { HEAD, isPicture, withoutMetadata } from "./metadata.ts";

/** A chunk as it is to be uploaded. */
export interface SealedChunk {
  readonly bytes: Bytes;
  readonly sha256: string;
}

/** What preparing a file costs time and memory for: done away from the pages' thread, where there is another. */
export interface FileWork {
  /** A picture without where and when it was taken; anything else as it is. */
  cleaned(blob: Blob): Promise<Blob>;
  /** Reads and encrypts one chunk. */
  sealed(key: CryptoKey, file: MediaFile, index: number, blob: Blob): Promise<SealedChunk>;
}

/** Does it right here. */
export const inPlace: FileWork = {
  async cleaned(blob) {
    if (!isPicture(new Uint8Array(await blob.slice(0, HEAD).arrayBuffer()))) {
      return blob;
    }
    const clean = withoutMetadata(new Uint8Array(await blob.arrayBuffer()));
    return clean === undefined ? blob : new Blob([clean]);
  },
  async sealed(key, file, index, blob) {
    const plaintext = await blob.slice(index * file.chunk, (index + 1) * file.chunk).arrayBuffer();
    const bytes = await encryptChunk(key, file, index, new Uint8Array(plaintext));
    return { bytes, sha256: toBase64(await sha256(bytes)) };
  },
};
