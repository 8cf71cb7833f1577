import type { Bytes } from "./bytes.ts";

const CANONICAL = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?$/;
/** As many bytes as one call of `String.fromCharCode` takes without running out of stack. */
const STEP = 0x8000;

/** Standard base64 with padding, as everything binary stands on the wire. */
export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += STEP) {
    binary += String.fromCharCode(...bytes.subarray(at, at + STEP));
  }
  return btoa(binary);
}

/** What base64 in its canonical form means; undefined if it is anything else, line breaks and missing padding included. */
export function fromBase64(written: string): Bytes | undefined {
  return CANONICAL.test(written) ? Uint8Array.from(atob(written), (character) => character.charCodeAt(0)) : undefined;
}

/** Base64url without padding. */
export const toBase64Url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** What base64url without padding means, in its canonical form; undefined if it is anything else. */
export function fromBase64Url(written: string): Bytes | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(written)) {
    return undefined;
  }
  const padding = "=".repeat((4 - (written.length % 4)) % 4);
  return fromBase64(written.replaceAll("-", "+").replaceAll("_", "/") + padding);
}
