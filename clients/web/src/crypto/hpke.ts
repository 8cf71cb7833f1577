import {
  Aes256Gcm,
  CipherSuite,
  DhkemP256HkdfSha256,
  HkdfSha256,
  OpenError,
  DecapError,
  DeserializeError,
} from "@hpke/core";
import { concat, type Bytes } from "../wire/bytes.ts";
import { KEY_BYTES, TAG_BYTES } from "./aes.ts";
import { PUBLIC_KEY_BYTES } from "./keys.ts";

/** Encapsulated key and the encrypted content key. */
export const SEALED_BYTES = PUBLIC_KEY_BYTES + KEY_BYTES + TAG_BYTES;

const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

/**
 * Seals to a device (RFC 9180, base mode, single shot, empty associated data): the encapsulated key, then the
 * ciphertext. `ephemeral` fixes the sender's pair, for tests alone.
 */
export async function hpkeSeal(
  recipient: CryptoKey,
  info: Bytes,
  plaintext: Bytes,
  ephemeral?: CryptoKeyPair,
): Promise<Bytes> {
  const parameters = { recipientPublicKey: recipient, info, ...(ephemeral === undefined ? {} : { ekm: ephemeral }) };
  const sender = await suite.createSenderContext(parameters);
  return concat([new Uint8Array(sender.enc), new Uint8Array(await sender.seal(plaintext))]);
}

/**
 * Opens what was sealed to a pair; undefined if it was not, or to other information. The pair is needed as a whole,
 * because the public key cannot be had from a private key that cannot be exported.
 */
export async function hpkeOpen(pair: CryptoKeyPair, info: Bytes, sealed: Bytes): Promise<Bytes | undefined> {
  const enc = sealed.slice(0, PUBLIC_KEY_BYTES);
  try {
    const recipient = await suite.createRecipientContext({ recipientKey: pair, info, enc });
    return new Uint8Array(await recipient.open(sealed.slice(PUBLIC_KEY_BYTES)));
  } catch (failed) {
    if (failed instanceof OpenError || failed instanceof DecapError || failed instanceof DeserializeError) {
      return undefined;
    }
    throw failed;
  }
}
