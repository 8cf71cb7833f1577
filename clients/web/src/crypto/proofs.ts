import { fromBase64, toBase64 } from "../wire/base64.ts";
import { utf8, type Bytes } from "../wire/bytes.ts";
import { sha256 } from "./digest.ts";
import { fields, textField } from "./fields.ts";
import { publicKeysOf, sign, type DeviceKeys, type PublicKeys } from "./keys.ts";

/** Proves to the deployment with this issuer that who has the ID token holds the device's keys. Base64. */
export const signInProof = async (keys: DeviceKeys, audience: string, idToken: string): Promise<string> =>
  toBase64(await sign(keys, await signInBytes(audience, idToken, await publicKeysOf(keys))));

/** Signs one use of a refresh token. Base64. */
export const refreshProof = async (keys: DeviceKeys, audience: string, refreshToken: string): Promise<string> =>
  toBase64(await sign(keys, await refreshBytes(audience, refreshToken)));

/** What is signed at sign-in. */
export async function signInBytes(audience: string, idToken: string, keys: PublicKeys): Promise<Bytes> {
  const points = [keys.signingKey, keys.sealingKey].map((key) => fromBase64(key) ?? new Uint8Array(0));
  return fields("culver device v1", textField(audience), await sha256(utf8(idToken)), ...points);
}

/** What is signed at the use of a refresh token. */
export const refreshBytes = async (audience: string, refreshToken: string): Promise<Bytes> =>
  fields("culver refresh v1", textField(audience), await sha256(utf8(refreshToken)));
