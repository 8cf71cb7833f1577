import { toBase64 } from "../wire/base64.ts";
import type { Bytes } from "../wire/bytes.ts";

/**
 * The two pairs of a device. Private keys cannot be exported: they live and die in this browser's IndexedDB, which
 * stores a CryptoKey without ever showing its bytes.
 */
export interface DeviceKeys {
  /** ECDSA on P-256. */
  readonly signing: CryptoKeyPair;
  /** ECDH on P-256; content keys are sealed to it. */
  readonly sealing: CryptoKeyPair;
}

/** The public keys of a device, in base64 as on the wire. */
export interface PublicKeys {
  readonly signingKey: string;
  readonly sealingKey: string;
}

const SIGNING = { name: "ECDSA", namedCurve: "P-256" };
const SEALING = { name: "ECDH", namedCurve: "P-256" };
const SIGNATURE = { name: "ECDSA", hash: "SHA-256" };

export const PUBLIC_KEY_BYTES = 65;
export const SIGNATURE_BYTES = 64;

/** Makes the keys of a device. */
export async function generateDeviceKeys(): Promise<DeviceKeys> {
  const [signing, sealing] = await Promise.all([
    crypto.subtle.generateKey(SIGNING, false, ["sign", "verify"]),
    crypto.subtle.generateKey(SEALING, false, ["deriveBits"]),
  ]);
  return { signing, sealing };
}

export async function publicKeysOf(keys: DeviceKeys): Promise<PublicKeys> {
  const [signingKey, sealingKey] = await Promise.all([
    exportPublicKey(keys.signing.publicKey),
    exportPublicKey(keys.sealing.publicKey),
  ]);
  return { signingKey: toBase64(signingKey), sealingKey: toBase64(sealingKey) };
}

/** An uncompressed SEC1 point of 65 bytes. */
export const exportPublicKey = async (key: CryptoKey): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.exportKey("raw", key));

/** A key that verifies; undefined if the bytes are anything but an uncompressed point on the curve. */
export const importSigningKey = (point: Bytes): Promise<CryptoKey | undefined> => imported(point, SIGNING, ["verify"]);

/** A key to seal to; undefined if the bytes are anything but an uncompressed point on the curve. */
export const importSealingKey = (point: Bytes): Promise<CryptoKey | undefined> => imported(point, SEALING, []);

/** A signature: r and s, 32 bytes each (IEEE P1363). */
export const sign = async (keys: DeviceKeys, message: Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.sign(SIGNATURE, keys.signing.privateKey, message));

export const verify = (key: CryptoKey, message: Bytes, signature: Bytes): Promise<boolean> =>
  signature.length === SIGNATURE_BYTES
    ? crypto.subtle.verify(SIGNATURE, key, signature, message)
    : Promise.resolve(false);

async function imported(
  point: Bytes,
  algorithm: EcKeyImportParams,
  usages: KeyUsage[],
): Promise<CryptoKey | undefined> {
  if (point.length !== PUBLIC_KEY_BYTES || point[0] !== 4) {
    return undefined;
  }
  try {
    return await crypto.subtle.importKey("raw", point, algorithm, true, usages);
  } catch (failed) {
    if (failed instanceof DOMException && failed.name === "DataError") {
      return undefined;
    }
    throw failed;
  }
}
