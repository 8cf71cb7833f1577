import { fromBase64, toBase64 } from "../../wire/base64.ts";
import { text, utf8 } from "../../wire/bytes.ts";
import type { HpkeEnvelope } from "../../wire/generated/wire.ts";
import { identifierOf, textOrder, type Identifier } from "../../wire/identifiers.ts";
import type { Cryptography, Opened, Place, ProfileContent, Self } from "../ports.ts";
import { seeded } from "./clock.ts";

/** An identifier that a text decides. */
export function named(text: string): Identifier {
  let hash = 7;
  for (const character of text) {
    hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) | 0;
  }
  const random = seeded(hash);
  return identifierOf(Uint8Array.from({ length: 16 }, () => Math.floor(random() * 256)));
}

/** The public keys of a device, as this cryptography has them. */
export const signingKeyOf = (device: Identifier): string => toBase64(utf8(`signing ${device}`));
export const sealingKeyOf = (device: Identifier): string => toBase64(utf8(`sealing ${device}`));

const signature = (signingKey: string, signed: unknown): string => toBase64(utf8(JSON.stringify([signingKey, signed])));

/** Cryptography that hides nothing, but tells what is genuine as the real one does: without any waiting. */
export function plainCryptography(self: Self): Cryptography {
  const key = signingKeyOf(self.device);
  const open = (place: Place, envelope: unknown, signingKey: string): Promise<Opened> => {
    const { id, suite, ciphertext, recipients, signature: signed } = envelope as HpkeEnvelope;
    if ((suite as string) !== "hpke") {
      return Promise.resolve({ is: "unknown-suite" });
    }
    if (signed !== signature(signingKey, [place, id, ciphertext, recipients])) {
      return Promise.resolve({ is: "refused" });
    }
    const mine = recipients.some(
      ({ account, devices }) => account === self.account && devices.some(({ device }) => device === self.device),
    );
    const bytes = fromBase64(ciphertext);
    return Promise.resolve(
      !mine ? { is: "not-for-this-device" } : bytes === undefined ? { is: "refused" } : { is: "content", bytes },
    );
  };
  return {
    directId: (one, other) => Promise.resolve(named(["direct", ...[one, other].sort(textOrder)].join(" "))),
    groupId: (creator, nonce) => Promise.resolve(named(`group ${creator} ${nonce}`)),
    signChange: (conversation, after, change) => Promise.resolve(signature(key, [conversation, after, change])),
    verifyChange: (signingKey, conversation, after, change, signed) =>
      Promise.resolve(signed === signature(signingKey, [conversation, after, change])),
    seal(conversation, id, content, recipients) {
      const listed = [...new Set(recipients.map(({ account }) => account))].map((account) => ({
        account,
        devices: recipients
          .filter((recipient) => recipient.account === account)
          .map(({ device, sealingKey }) => ({ device, sealed: sealingKey })),
      }));
      const ciphertext = toBase64(content);
      const place: Place = { conversation, sender: self.account, device: self.device };
      return Promise.resolve({
        id,
        suite: "hpke",
        nonce: "",
        ciphertext,
        recipients: listed,
        signature: signature(key, [place, id, ciphertext, listed]),
      } as unknown as HpkeEnvelope);
    },
    open,
    openSignal: open,
    signingKey: () => key,
    sealProfile: (profileKey, account, content) =>
      Promise.resolve(toBase64(utf8(JSON.stringify({ profileKey, account, content })))),
    openProfile(profileKey, account, blob) {
      const read = JSON.parse(text(fromBase64(blob) ?? new Uint8Array())) as Record<string, unknown>;
      const opens = read["profileKey"] === profileKey && read["account"] === account;
      return Promise.resolve(opens ? (read["content"] as ProfileContent) : undefined);
    },
    sealDeviceName: (profileKey, account, device, name) =>
      Promise.resolve(toBase64(utf8(JSON.stringify({ profileKey, account, device, name })))),
    openDeviceName(profileKey, _account, device, blob) {
      const read = JSON.parse(text(fromBase64(blob) ?? new Uint8Array())) as Record<string, unknown>;
      const opens = read["profileKey"] === profileKey && read["device"] === device;
      return Promise.resolve(opens ? String(read["name"]) : undefined);
    },
    safetyNumber: (one, other) =>
      Promise.resolve(JSON.stringify([one, other].sort((a, b) => textOrder(a.account, b.account)))),
  };
}
