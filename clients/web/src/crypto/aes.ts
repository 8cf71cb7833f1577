import { concat, randomBytes, type Bytes } from "../wire/bytes.ts";

const NAME = "AES-GCM";

export const KEY_BYTES = 32;
export const NONCE_BYTES = 12;
export const TAG_BYTES = 16;

/** A key of 32 raw bytes for AES-256-GCM. It cannot be exported again. */
export const importKey = (raw: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", raw, NAME, false, ["encrypt", "decrypt"]);

/** A fresh key that never leaves the browser. */
export const generateKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: NAME, length: 256 }, false, ["encrypt", "decrypt"]);

/** Encrypts; the tag of 16 bytes stands at the end. Never use a nonce twice with a key. */
export async function encrypt(key: CryptoKey, nonce: Bytes, associated: Bytes, plaintext: Bytes): Promise<Bytes> {
  const algorithm = { name: NAME, iv: nonce, additionalData: associated };
  return new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plaintext));
}

/** Decrypts; undefined if anything was changed, the associated data included. */
export async function decrypt(
  key: CryptoKey,
  nonce: Bytes,
  associated: Bytes,
  ciphertext: Bytes,
): Promise<Bytes | undefined> {
  const algorithm = { name: NAME, iv: nonce, additionalData: associated };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, ciphertext));
  } catch (failed) {
    throwUnlessRefused(failed);
    return undefined;
  }
}

/** Encrypts under a fresh nonce, which stands before the ciphertext. */
export async function encryptWithNonce(
  key: CryptoKey,
  associated: Bytes,
  plaintext: Bytes,
  nonce = randomBytes(NONCE_BYTES),
): Promise<Bytes> {
  return concat([nonce, await encrypt(key, nonce, associated, plaintext)]);
}

/** Decrypts what {@link encryptWithNonce} made; undefined if it is anything else. */
export const decryptWithNonce = async (key: CryptoKey, associated: Bytes, sealed: Bytes): Promise<Bytes | undefined> =>
  sealed.length < NONCE_BYTES + TAG_BYTES
    ? undefined
    : decrypt(key, sealed.slice(0, NONCE_BYTES), associated, sealed.slice(NONCE_BYTES));

/** WebCrypto refuses what is not authentic by an OperationError; anything else is a fault of this program. */
function throwUnlessRefused(failed: unknown): void {
  if (!(failed instanceof DOMException && failed.name === "OperationError")) {
    throw failed;
  }
}
