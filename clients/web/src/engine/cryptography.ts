import { directConversation, groupConversation } from "../crypto/conversations.ts";
import type { DeviceKeys, PublicKeys } from "../crypto/keys.ts";
import { signChange, verifyChange, type SignedChange as Signed } from "../crypto/membership.ts";
import { openDeviceName, openProfile, sealDeviceName, sealProfile } from "../crypto/names.ts";
import { safetyNumber } from "../crypto/safety-number.ts";
import { open, openSignal, seal, type Opened as OpenedEnvelope } from "../crypto/suite.ts";
import { fromBase64, toBase64 } from "../wire/base64.ts";
import type { Bytes } from "../wire/bytes.ts";
import { isObject, type Json } from "../wire/json.ts";
import type { Cryptography, Opened, ProfileContent, Self, SignedChange } from "./ports.ts";

/** Binds the cryptography of the contract to the keys of this device. */
export function cryptography(keys: DeviceKeys, own: PublicKeys, self: () => Self): Cryptography {
  const origin = (conversation: string) => ({ conversation, ...self() });
  return {
    directId: directConversation,
    groupId: groupConversation,
    signChange: (conversation, after, change) => signChange(keys, conversation, after, signed(change)),
    verifyChange: (key, conversation, after, change, signature) =>
      verifyChange(key, conversation, after, signed(change), signature),
    seal: (conversation, id, content, recipients) => seal(origin(conversation), id, content, recipients, keys),
    open: async ({ conversation, sender, device }, envelope, key) =>
      opened(await open({ conversation, account: sender, device }, envelope, key, self(), keys)),
    openSignal: async ({ conversation, sender, device }, envelope, key) =>
      opened(await openSignal({ conversation, account: sender, device }, envelope, key, self(), keys)),
    signingKey: () => own.signingKey,
    sealProfile: async (key, account, content) =>
      toBase64(await sealProfile(bytes(key), account, content as unknown as Json)),
    openProfile: async (key, account, blob) => {
      const json = await openProfile(bytes(key), account, bytes(blob));
      return json === undefined ? undefined : profileOf(json);
    },
    sealDeviceName: async (key, account, device, name) =>
      toBase64(await sealDeviceName(bytes(key), account, device, name)),
    openDeviceName: (key, account, device, blob) => openDeviceName(bytes(key), account, device, bytes(blob)),
    safetyNumber,
  };
}

const bytes = (base64: string): Bytes => fromBase64(base64) ?? new Uint8Array(0);

function signed(change: SignedChange): Signed {
  switch (change.type) {
    case "created-direct":
      return { type: "created", kind: "direct", members: change.members };
    case "created":
      return { ...change, kind: "group" };
    default:
      return change;
  }
}

function opened(envelope: OpenedEnvelope): Opened {
  switch (envelope.is) {
    case "content":
      return { is: "content", bytes: envelope.content };
    case "malformed":
    case "bad-signature":
      return { is: "refused" };
    default:
      return envelope;
  }
}

/** A profile as others wrote it: what is not of its form is left out. */
function profileOf(json: Json): ProfileContent {
  const { name, picture } = json;
  const shown =
    isObject(picture) && typeof picture["type"] === "string" && typeof picture["data"] === "string"
      ? { type: picture["type"], data: picture["data"] }
      : undefined;
  const isPicture = shown !== undefined && /^image\/(webp|jpeg|png)$/.test(shown.type) && shown.data.length <= 6_668;
  return {
    ...(typeof name === "string" && name.length > 0 ? { name: name.slice(0, 256) } : {}),
    ...(isPicture ? { picture: shown } : {}),
  };
}
