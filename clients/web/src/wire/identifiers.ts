import { fromBase64Url, toBase64Url } from "./base64.ts";
import { randomBytes, type Bytes } from "./bytes.ts";
import type { Identifier } from "./generated/wire.ts";

export type { Identifier };

const FORM = /^[A-Za-z0-9_-]{21}[AQgw]$/;
const LENGTH = 16;

/** Whether a text is an identifier: 16 bytes in base64url, 22 characters. */
export const isIdentifier = (text: string): boolean => FORM.test(text);

/** A fresh identifier of 16 random bytes: of a message, a file, a group's nonce. */
export const randomIdentifier = (): Identifier => toBase64Url(randomBytes(LENGTH));

/** The 16 bytes of an identifier. Throws a TypeError if it is none. */
export function identifierBytes(identifier: Identifier): Bytes {
  const bytes = isIdentifier(identifier) ? fromBase64Url(identifier) : undefined;
  if (bytes === undefined) {
    throw new TypeError("not an identifier");
  }
  return bytes;
}

/** The identifier that 16 bytes are. */
export function identifierOf(bytes: Uint8Array): Identifier {
  if (bytes.length !== LENGTH) {
    throw new TypeError("an identifier has 16 bytes");
  }
  return toBase64Url(bytes);
}

/** Text order: by the codes of the characters, which is not the order of the bytes, and not that of any language. */
export const textOrder = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
