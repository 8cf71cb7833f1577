import { fromBase64, toBase64 } from "../wire/base64.ts";
import { randomBytes, type Bytes } from "../wire/bytes.ts";
import type { AccountId, ConversationId, DeviceId, HpkeEnvelope, MessageId } from "../wire/generated/wire.ts";
import { textOrder } from "../wire/identifiers.ts";
import { isObject, Malformed } from "../wire/json.ts";
import { decrypt, encrypt, importKey, KEY_BYTES, NONCE_BYTES } from "./aes.ts";
import {
  MOST_CIPHERTEXT,
  MOST_RECIPIENT_DEVICES,
  MOST_SIGNAL_CIPHERTEXT,
  readEnvelope,
  type EnvelopeBytes,
  type SealedKey,
} from "./envelope-form.ts";
import { fields, identifierField, textField } from "./fields.ts";
import { hpkeOpen, hpkeSeal } from "./hpke.ts";
import { importSealingKey, importSigningKey, sign, verify, type DeviceKeys } from "./keys.ts";
import { padContent, unpadContent } from "./padding.ts";

const SUITE = "hpke";

/** Where a message comes from: its conversation, and who sends it with which device. */
export interface Origin {
  readonly conversation: ConversationId;
  readonly account: AccountId;
  readonly device: DeviceId;
}

/** A device that shall read a message. `sealingKey`: base64, as the directory tells it. */
export interface RecipientDevice {
  readonly account: AccountId;
  readonly device: DeviceId;
  readonly sealingKey: string;
}

/** What becomes of an envelope. Only `content` may be shown. */
export type Opened =
  | { readonly is: "content"; readonly content: Bytes }
  /** A newer version can open it. */
  | { readonly is: "unknown-suite" }
  | { readonly is: "malformed"; readonly reason: string }
  | { readonly is: "bad-signature" }
  | { readonly is: "not-for-this-device" };

/** What is drawn for each message; of tests alone it is given. */
export interface Randomness {
  readonly contentKey: Bytes;
  readonly nonce: Bytes;
  /** The sender's pair for a recipient device; HPKE draws one if there is none. */
  readonly ephemeral?: (device: DeviceId) => CryptoKeyPair | undefined;
}

/**
 * Encrypts a message, seals its key to each device and signs it all (contract/README.md, "Suite hpke").
 *
 * @param content at most {@link MOST_CONTENT} bytes
 * @param recipients in any order, each device once, at most 64
 * @throws RangeError if a bound is exceeded, TypeError for a sealing key that is no point of the curve
 */
export async function seal(
  origin: Origin,
  id: MessageId,
  content: Bytes,
  recipients: readonly RecipientDevice[],
  keys: DeviceKeys,
  random: Randomness = { contentKey: randomBytes(KEY_BYTES), nonce: randomBytes(NONCE_BYTES) },
): Promise<HpkeEnvelope> {
  const { contentKey, nonce } = random;
  const ordered = inOrder(recipients);
  const padded = padContent(content);
  const ciphertext = await encrypt(await importKey(contentKey), nonce, envelopeData(origin, id), padded);
  const sealed = await Promise.all(
    ordered.map(async (recipient): Promise<SealedKey> => {
      const key = await importSealingKey(fromBase64(recipient.sealingKey) ?? new Uint8Array(0));
      if (key === undefined) {
        throw new TypeError("a sealing key is no point of the curve");
      }
      const { account, device } = recipient;
      const info = sealedKeyInfo(origin, id, device);
      return { account, device, sealed: await hpkeSeal(key, info, contentKey, random.ephemeral?.(device)) };
    }),
  );
  contentKey.fill(0);
  const signature = await sign(keys, signedBytes(origin, { id, nonce, ciphertext, keys: sealed }));
  return {
    id,
    suite: SUITE,
    nonce: toBase64(nonce),
    ciphertext: toBase64(ciphertext),
    recipients: byAccount(sealed),
    signature: toBase64(signature),
  };
}

/**
 * Verifies and decrypts a message.
 *
 * @param origin where the server says that it comes from; a lie shows as a bad signature
 * @param envelope as it was received
 * @param signingKey of the sending device: base64, from a device list that one has reason to believe
 * @param self this device, whose keys these are
 */
export const open = (
  origin: Origin,
  envelope: unknown,
  signingKey: string,
  self: Omit<Origin, "conversation">,
  keys: DeviceKeys,
): Promise<Opened> => openAny(origin, envelope, signingKey, self, keys, MOST_CIPHERTEXT);

/** As {@link open}, of a signal, whose ciphertext has 4,096 bytes at most. */
export const openSignal = (
  origin: Origin,
  envelope: unknown,
  signingKey: string,
  self: Omit<Origin, "conversation">,
  keys: DeviceKeys,
): Promise<Opened> => openAny(origin, envelope, signingKey, self, keys, MOST_SIGNAL_CIPHERTEXT);

async function openAny(
  origin: Origin,
  envelope: unknown,
  signingKey: string,
  self: Omit<Origin, "conversation">,
  keys: DeviceKeys,
  mostCiphertext: number,
): Promise<Opened> {
  if (!isObject(envelope) || typeof envelope["suite"] !== "string") {
    return { is: "malformed", reason: "there is no envelope with a suite" };
  }
  if (envelope["suite"] !== SUITE) {
    return { is: "unknown-suite" };
  }
  let read: EnvelopeBytes;
  try {
    read = readEnvelope(envelope, mostCiphertext);
  } catch (failed) {
    if (failed instanceof Malformed) {
      return { is: "malformed", reason: failed.message };
    }
    throw failed;
  }
  const sender = await importSigningKey(fromBase64(signingKey) ?? new Uint8Array(0));
  if (sender === undefined || !(await verify(sender, signedBytes(origin, read), read.signature))) {
    return { is: "bad-signature" };
  }
  const key = read.keys.find(({ account, device }) => account === self.account && device === self.device);
  if (key === undefined) {
    return { is: "not-for-this-device" };
  }
  const content = await decrypted(origin, read, key, keys);
  return content === undefined
    ? { is: "malformed", reason: "what was signed does not decrypt" }
    : { is: "content", content };
}

async function decrypted(origin: Origin, envelope: EnvelopeBytes, key: SealedKey, keys: DeviceKeys) {
  const contentKey = await hpkeOpen(keys.sealing, sealedKeyInfo(origin, envelope.id, key.device), key.sealed);
  if (contentKey?.length !== KEY_BYTES) {
    return undefined;
  }
  const imported = await importKey(contentKey);
  contentKey.fill(0);
  const padded = await decrypt(imported, envelope.nonce, envelopeData(origin, envelope.id), envelope.ciphertext);
  return padded === undefined ? undefined : unpadContent(padded);
}

// The bytes, as contract/README.md states them.

const place = (origin: Origin, id: MessageId): Bytes[] =>
  [origin.conversation, id, origin.account, origin.device].map(identifierField);

/** What the ciphertext is authenticated with. */
export const envelopeData = (origin: Origin, id: MessageId): Bytes =>
  fields("culver envelope v1", ...place(origin, id));

/** What a sealed key is bound to. */
export const sealedKeyInfo = (origin: Origin, id: MessageId, recipient: DeviceId): Bytes =>
  fields("culver sealed key v1", ...place(origin, id), identifierField(recipient));

/** What the sending device signs. */
export const signedBytes = (origin: Origin, envelope: Omit<EnvelopeBytes, "signature">): Bytes =>
  fields(
    "culver envelope signature v1",
    textField(SUITE),
    ...place(origin, envelope.id),
    envelope.nonce,
    envelope.ciphertext,
    ...envelope.keys.flatMap(({ account, device, sealed }) => [
      identifierField(account),
      identifierField(device),
      sealed,
    ]),
  );

function inOrder(recipients: readonly RecipientDevice[]): RecipientDevice[] {
  const devices = new Set(recipients.map(({ device }) => device));
  if (devices.size !== recipients.length || devices.size > MOST_RECIPIENT_DEVICES) {
    throw new RangeError(`a message is sealed to at most ${MOST_RECIPIENT_DEVICES} devices, to each once`);
  }
  return [...recipients].sort(
    (one, other) => textOrder(one.account, other.account) || textOrder(one.device, other.device),
  );
}

/** The sealed keys as an envelope has them. */
function byAccount(keys: readonly SealedKey[]): HpkeEnvelope["recipients"] {
  const accounts = new Map<AccountId, { device: DeviceId; sealed: string }[]>();
  for (const { account, device, sealed } of keys) {
    const devices = accounts.get(account) ?? [];
    accounts.set(account, devices);
    devices.push({ device, sealed: toBase64(sealed) });
  }
  return [...accounts].map(([account, devices]) => ({ account, devices }));
}
