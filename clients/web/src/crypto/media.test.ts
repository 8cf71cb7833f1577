import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { toBase64 } from "../wire/base64.ts";
import type { Bytes } from "../wire/bytes.ts";
import { importKey } from "./aes.ts";
import { sha256 } from "./digest.ts";
import { chunkCount, decryptChunk, encryptChunk, encryptedLength, type MediaFile } from "./media.ts";
import { base64 } from "./vectors.testing.ts";

const file = { conversation: "0HJnbvnPJkOdbsdHhHYbQg", media: "j8pF56zfzy_8cRv7naBrjg", chunk: 65_536 };
const bytesOf = (length: number, from = 0): Bytes => Uint8Array.from({ length }, (_, at) => (from + at) % 251);
const key = () => importKey(new Uint8Array(32).fill(7));

describe("chunks of files", () => {
  it.each([1, 4_095, 4_096, 4_097, 65_536, 65_537, 200_000])("of %i bytes come back", async (size) => {
    const whole = { ...file, size };
    expect(chunkCount(whole)).toBe(Math.ceil(size / 65_536));
    for (let index = 0; index < chunkCount(whole); index++) {
      const plaintext = bytesOf(Math.min(65_536, size - index * 65_536), index * 65_536);
      const encrypted = await encryptChunk(await key(), whole, index, plaintext);
      expect(encrypted).toHaveLength(encryptedLength(whole, index));
      expect((encrypted.length - 16) % 4_096).toBe(0);
      expect(await decryptChunk(await key(), whole, index, encrypted)).toEqual(plaintext);
    }
  });

  it("are refused in another place, of another file, with another length, or changed", async () => {
    const whole = { ...file, size: 131_072 };
    const encrypted = await encryptChunk(await key(), whole, 0, bytesOf(65_536));
    const refused = async (as: typeof whole, index: number, bytes = encrypted) =>
      expect(await decryptChunk(await key(), as, index, bytes)).toBeUndefined();
    await refused(whole, 1);
    await refused(whole, 2);
    await refused({ ...whole, media: "0HJnbvnPJkOdbsdHhHYbQg" }, 0);
    await refused({ ...whole, size: 131_073 }, 0);
    await refused(whole, 0, encrypted.slice(1));
    await refused(whole, 0, encrypted.with(5, (encrypted[5] ?? 0) ^ 1));
    expect(() => encryptChunk({} as CryptoKey, whole, 0, bytesOf(65_535))).toThrow(RangeError);
    expect(() => encryptedLength(whole, 2)).toThrow(RangeError);
  });
});

describe("the vectors", () => {
  interface Vector extends MediaFile {
    readonly name: string;
    readonly key: string;
  }
  const path = new URL("../../../../contract/vectors/media.json", import.meta.url);
  const vectors = JSON.parse(readFileSync(path, "utf8")) as {
    vectors: (Vector & { chunks: { index: number; length: number; sha256: string }[] })[];
    refused: (Vector & { index: number; ciphertext: string })[];
  };

  it("are what is encrypted", async () => {
    for (const { key: raw, chunks, ...vector } of vectors.vectors) {
      const { size, chunk } = vector;
      for (const { index, length, sha256: hash } of chunks) {
        const plaintext = bytesOf(Math.min(chunk, size - index * chunk), index * chunk);
        const encrypted = await encryptChunk(await importKey(base64(raw)), vector, index, plaintext);
        expect(encrypted, vector.name).toHaveLength(length);
        expect(toBase64(await sha256(encrypted)), vector.name).toBe(hash);
      }
    }
  });

  it("are refused where they say so", async () => {
    for (const { key: raw, index, ciphertext, ...vector } of vectors.refused) {
      const opened = await decryptChunk(await importKey(base64(raw)), vector, index, base64(ciphertext));
      expect(opened, vector.name).toBeUndefined();
    }
  });
});
