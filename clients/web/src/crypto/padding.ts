import type { Bytes } from "../wire/bytes.ts";

const CONTENT_SIZES = [128, 256, 512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_520];
const LENGTH_BYTES = 4;

/** How many bytes the content of a message may have. */
export const MOST_CONTENT = 65_520 - LENGTH_BYTES;

/** Pads the content of a message to the first of ten sizes that holds it. Throws a RangeError if none does. */
export function padContent(content: Uint8Array): Bytes {
  const size = CONTENT_SIZES.find((each) => content.length + LENGTH_BYTES <= each);
  if (size === undefined) {
    throw new RangeError(`content of more than ${MOST_CONTENT} bytes`);
  }
  return pad(content, size);
}

/** Pads to the first multiple that holds the content. */
export const padToMultiple = (content: Uint8Array, of: number): Bytes =>
  pad(content, Math.ceil((content.length + LENGTH_BYTES) / of) * of);

/** The content of a message; undefined if the padding is wrong. */
export const unpadContent = (padded: Uint8Array): Bytes | undefined =>
  CONTENT_SIZES.includes(padded.length) ? unpad(padded) : undefined;

/** What was padded to a multiple; undefined if the padding is wrong. */
export const unpadMultiple = (padded: Uint8Array, of: number): Bytes | undefined =>
  padded.length > 0 && padded.length % of === 0 ? unpad(padded) : undefined;

function pad(content: Uint8Array, size: number): Bytes {
  const padded = new Uint8Array(size);
  new DataView(padded.buffer).setUint32(0, content.length);
  padded.set(content, LENGTH_BYTES);
  return padded;
}

function unpad(padded: Uint8Array): Bytes | undefined {
  const length = new DataView(padded.buffer, padded.byteOffset, padded.byteLength).getUint32(0);
  const end = LENGTH_BYTES + length;
  return end <= padded.length && padded.subarray(end).every((byte) => byte === 0)
    ? new Uint8Array(padded.subarray(LENGTH_BYTES, end))
    : undefined;
}
