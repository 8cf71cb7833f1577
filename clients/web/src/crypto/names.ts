import { text, utf8, type Bytes } from "../wire/bytes.ts";
import type { AccountId, DeviceId } from "../wire/generated/wire.ts";
import { isObject, type Json } from "../wire/json.ts";
import { decryptWithNonce, encryptWithNonce, importKey, KEY_BYTES } from "./aes.ts";
import { fields, identifierField } from "./fields.ts";
import { padToMultiple, unpadMultiple } from "./padding.ts";

const PROFILE_BLOCK = 256;
const DEVICE_BLOCK = 64;
/** Bytes of a sealed profile, and of a sealed device name, that the server takes. */
export const MOST_PROFILE = 8_192;
export const MOST_DEVICE_NAME = 256;

/**
 * Encrypts a profile (contract/README.md, "Names") under the account's profile key of 32 bytes.
 *
 * @throws RangeError if it would be larger than {@link MOST_PROFILE}
 */
export const sealProfile = (profileKey: Bytes, account: AccountId, profile: Json, nonce?: Bytes): Promise<Bytes> =>
  seal(profileKey, profileData(account), profile, PROFILE_BLOCK, MOST_PROFILE, nonce);

/** A profile's JSON; undefined if it is not what somebody with the key wrote for this account. */
export const openProfile = (profileKey: Bytes, account: AccountId, blob: Bytes): Promise<Json | undefined> =>
  open(profileKey, profileData(account), blob, PROFILE_BLOCK);

/** Encrypts the name of a device; throws a RangeError if it would be larger than {@link MOST_DEVICE_NAME}. */
export const sealDeviceName = (
  profileKey: Bytes,
  account: AccountId,
  device: DeviceId,
  name: string,
  nonce?: Bytes,
): Promise<Bytes> => seal(profileKey, deviceNameData(account, device), { name }, DEVICE_BLOCK, MOST_DEVICE_NAME, nonce);

/** The name of a device; undefined if there is none that somebody with the key wrote for this device. */
export async function openDeviceName(
  profileKey: Bytes,
  account: AccountId,
  device: DeviceId,
  blob: Bytes,
): Promise<string | undefined> {
  const json = await open(profileKey, deviceNameData(account, device), blob, DEVICE_BLOCK);
  return typeof json?.["name"] === "string" ? json["name"] : undefined;
}

const profileData = (account: AccountId): Bytes => fields("culver profile v1", identifierField(account));

const deviceNameData = (account: AccountId, device: DeviceId): Bytes =>
  fields("culver device name v1", identifierField(account), identifierField(device));

async function seal(
  profileKey: Bytes,
  data: Bytes,
  json: Json,
  block: number,
  most: number,
  nonce?: Bytes,
): Promise<Bytes> {
  const padded = padToMultiple(utf8(JSON.stringify(json)), block);
  const sealed = await encryptWithNonce(await importKey(profileKey), data, padded, nonce);
  if (sealed.length > most) {
    throw new RangeError("a name is too long");
  }
  return sealed;
}

async function open(profileKey: Bytes, data: Bytes, blob: Bytes, block: number): Promise<Json | undefined> {
  if (profileKey.length !== KEY_BYTES) {
    return undefined;
  }
  const padded = await decryptWithNonce(await importKey(profileKey), data, blob);
  const plaintext = padded === undefined ? undefined : unpadMultiple(padded, block);
  if (plaintext === undefined) {
    return undefined;
  }
  try {
    const json: unknown = JSON.parse(text(plaintext));
    return isObject(json) ? json : undefined;
  } catch {
    return undefined; // it is no JSON in UTF-8
  }
}
