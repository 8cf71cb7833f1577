import { fromBase64 } from "../wire/base64.ts";
import { concat, type Bytes } from "../wire/bytes.ts";
import type { AccountId, DeviceId } from "../wire/generated/wire.ts";
import { identifierBytes, textOrder } from "../wire/identifiers.ts";
import { sha512 } from "./digest.ts";
import type { PublicKeys } from "./keys.ts";

/** A person as a safety number sees them: the account with all of its current devices. */
export interface KeysOfPerson {
  readonly account: AccountId;
  readonly devices: readonly (PublicKeys & { readonly device: DeviceId })[];
}

const VERSION = Uint8Array.of(0, 1);
const ROUNDS = 5_200;

/** The sixty digits that two people compare; the same from both sides. */
export async function safetyNumber(one: KeysOfPerson, other: KeysOfPerson): Promise<string> {
  const digits = await Promise.all([digitsOf(one), digitsOf(other)]);
  return digits.sort(textOrder).join("");
}

/** The thirty digits of one person. Takes some tens of milliseconds, on purpose. */
export async function digitsOf({ account, devices }: KeysOfPerson): Promise<string> {
  const sorted = [...devices].sort((one, other) => textOrder(one.device, other.device));
  const input = concat([
    VERSION,
    identifierBytes(account),
    ...sorted.flatMap((each) => [identifierBytes(each.device), point(each.signingKey), point(each.sealingKey)]),
  ]);
  let hash = await sha512(input);
  for (let round = 1; round < ROUNDS; round++) {
    hash = await sha512(concat([hash, input]));
  }
  return [0, 5, 10, 15, 20, 25].map((at) => fiveDigits(hash.subarray(at, at + 5))).join("");
}

const fiveDigits = (bytes: Uint8Array): string =>
  String(bytes.reduce((number, byte) => number * 256 + byte, 0) % 100_000).padStart(5, "0");

function point(key: string): Bytes {
  const bytes = fromBase64(key);
  if (bytes === undefined) {
    throw new TypeError("a key is not base64");
  }
  return bytes;
}
