/** Bytes in memory of their own, as WebCrypto and IndexedDB want them. */
export type Bytes = Uint8Array<ArrayBuffer>;

export const NO_BYTES: Bytes = new Uint8Array(0);

const encoder = new TextEncoder();

/** A text in UTF-8. */
export const utf8 = (text: string): Bytes => encoder.encode(text);

/** The text that bytes in UTF-8 mean; throws a TypeError if they are not. A byte order mark is a part of the text. */
export const text = (bytes: Uint8Array): string =>
  new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

/** Bytes one after the other. */
export function concat(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Fresh random bytes, at most 65,536. */
export const randomBytes = (length: number): Bytes => crypto.getRandomValues(new Uint8Array(length));
