import { concat, utf8, type Bytes } from "../wire/bytes.ts";
import { identifierBytes, type Identifier } from "../wire/identifiers.ts";

/**
 * What is signed, hashed or authenticated: fields under a domain label, each behind its length in four bytes, big-endian
 * (contract/README.md, "Fields"). Identifiers, texts and integers are turned into bytes by the functions below.
 */
export function fields(domain: string, ...rest: readonly Uint8Array[]): Bytes {
  return concat([utf8(domain), ...rest].flatMap((field) => [fourBytes(field.length), field]));
}

/** An integer of the contract, up to 2^53 - 1, in eight bytes, big-endian. */
export function integerField(value: number): Bytes {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError("not an integer of the contract");
  }
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

export const textField = utf8;

export const identifierField = (identifier: Identifier): Bytes => identifierBytes(identifier);

function fourBytes(value: number): Bytes {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}
