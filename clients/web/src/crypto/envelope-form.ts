import type { Bytes } from "../wire/bytes.ts";
import { asObject, bytes, identifier, list, Malformed, type Json } from "../wire/json.ts";
import { NONCE_BYTES, TAG_BYTES } from "./aes.ts";
import { SEALED_BYTES } from "./hpke.ts";
import { SIGNATURE_BYTES } from "./keys.ts";

/** How many devices a message may be sealed to. */
export const MOST_RECIPIENT_DEVICES = 64;
/** Bytes of an envelope's ciphertext, and of a signal's. */
export const MOST_CIPHERTEXT = 65_536;
export const MOST_SIGNAL_CIPHERTEXT = 4_096;

/** A content key sealed to a device. */
export interface SealedKey {
  readonly account: string;
  readonly device: string;
  readonly sealed: Bytes;
}

/** An envelope of suite hpke as bytes. */
export interface EnvelopeBytes {
  readonly id: string;
  readonly nonce: Bytes;
  readonly ciphertext: Bytes;
  /** In the order of the envelope. */
  readonly keys: readonly SealedKey[];
  readonly signature: Bytes;
}

/** Reads an envelope of suite hpke. A hostile server may send anything: throws Malformed for a wrong size or order. */
export function readEnvelope(json: Json, mostCiphertext: number): EnvelopeBytes {
  const ciphertext = bytes(json, "ciphertext");
  if (ciphertext.length <= TAG_BYTES || ciphertext.length > mostCiphertext) {
    throw new Malformed("the ciphertext has a wrong size");
  }
  return {
    id: identifier(json, "id"),
    nonce: sized(json, "nonce", NONCE_BYTES),
    ciphertext,
    keys: readRecipients(json),
    signature: sized(json, "signature", SIGNATURE_BYTES),
  };
}

function readRecipients(json: Json): SealedKey[] {
  const accounts = list(json, "recipients", (item) => {
    const recipient = asObject(item);
    return { account: identifier(recipient, "account"), devices: list(recipient, "devices", asDevice) };
  });
  inOrder(accounts.map(({ account }) => account));
  for (const { devices } of accounts) {
    inOrder(devices.map(({ device }) => device));
  }
  const keys = accounts.flatMap(({ account, devices }) => devices.map((device) => ({ account, ...device })));
  if (keys.length > MOST_RECIPIENT_DEVICES) {
    throw new Malformed("there are too many recipient devices");
  }
  return keys;
}

function asDevice(item: unknown): Omit<SealedKey, "account"> {
  const device = asObject(item);
  return { device: identifier(device, "device"), sealed: sized(device, "sealed", SEALED_BYTES) };
}

/** In text order, each once. */
function inOrder(identifiers: readonly string[]): void {
  for (const [at, each] of identifiers.entries()) {
    if (at > 0 && (identifiers[at - 1] ?? "") >= each) {
      throw new Malformed("the recipients are not in order, each once");
    }
  }
}

function sized(json: Json, name: string, size: number): Bytes {
  const value = bytes(json, name);
  if (value.length !== size) {
    throw new Malformed(`"${name}" has a wrong size`);
  }
  return value;
}
