import { readFileSync } from "node:fs";
import { fromBase64, toBase64Url } from "../wire/base64.ts";
import type { Bytes } from "../wire/bytes.ts";
import { exportPublicKey, importSealingKey, type DeviceKeys, type PublicKeys } from "./keys.ts";

/** A file of contract/vectors. */
export const vectors = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../contract/vectors/${name}.json`, import.meta.url), "utf8"));

export const hex = (written: string): Bytes =>
  Uint8Array.from(written.match(/../g) ?? [], (digits) => parseInt(digits, 16));

export const toHex = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Bytes that a vector has in base64. */
export function base64(written: string): Bytes {
  const bytes = fromBase64(written);
  if (bytes === undefined) {
    throw new Error("a vector is no base64");
  }
  return bytes;
}

/** A device of devices.json. */
export interface VectorDevice extends PublicKeys {
  readonly name: string;
  readonly account: string;
  readonly device: string;
  readonly signingPrivateKey: string;
  readonly sealingPrivateKey: string;
}

const devices = new Map(
  (vectors("devices") as { devices: VectorDevice[] }).devices.map((device) => [device.name, device]),
);

export function vectorDevice(name: string): VectorDevice {
  const device = devices.get(name);
  if (device === undefined) {
    throw new Error(`there is no device ${name}`);
  }
  return device;
}

/** The pair of a private number and its point. */
export async function pairOf(privateKey: string, point: Bytes, use: "sign" | "deriveBits"): Promise<CryptoKeyPair> {
  const jwk = {
    kty: "EC",
    crv: "P-256",
    x: toBase64Url(point.subarray(1, 33)),
    y: toBase64Url(point.subarray(33)),
    d: toBase64Url(hex(privateKey)),
  };
  const algorithm = { name: use === "sign" ? "ECDSA" : "ECDH", namedCurve: "P-256" };
  const [secret, open] = await Promise.all([
    crypto.subtle.importKey("jwk", jwk, algorithm, false, [use]),
    crypto.subtle.importKey("raw", point, algorithm, true, use === "sign" ? ["verify"] : []),
  ]);
  return { privateKey: secret, publicKey: open };
}

/** The keys of a device of devices.json. */
export async function keysOf(name: string): Promise<DeviceKeys> {
  const device = vectorDevice(name);
  const [signing, sealing] = await Promise.all([
    pairOf(device.signingPrivateKey, base64(device.signingKey), "sign"),
    pairOf(device.sealingPrivateKey, base64(device.sealingKey), "deriveBits"),
  ]);
  return { signing, sealing };
}

/** Whether bytes are a point of the curve, as import sees it. */
export async function isPoint(bytes: Bytes): Promise<boolean> {
  const key = await importSealingKey(bytes);
  return key !== undefined && toHex(await exportPublicKey(key)) === toHex(bytes);
}
