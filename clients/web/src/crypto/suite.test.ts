import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { NO_BYTES, utf8 } from "../wire/bytes.ts";
import type { HpkeEnvelope } from "../wire/generated/wire.ts";
import { randomIdentifier } from "../wire/identifiers.ts";
import { readEnvelope } from "./envelope-form.ts";
import { generateDeviceKeys, publicKeysOf } from "./keys.ts";
import { envelopeData, open, openSignal, seal, sealedKeyInfo, signedBytes, type Origin } from "./suite.ts";
import { base64, hex, keysOf, pairOf, toHex, vectorDevice, vectors } from "./vectors.testing.ts";

const suite = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

it("HPKE is what RFC 9180 publishes", async () => {
  const vector = vectors("hpke-rfc9180") as {
    info: string;
    pkEm: string;
    skEm: string;
    pkRm: string;
    enc: string;
    encryptions: { sequence: number; pt: string; aad: string; ct: string }[];
    exports: { exporter_context: string; L: number; exported_value: string }[];
  };
  const sender = await suite.createSenderContext({
    recipientPublicKey: await suite.kem.deserializePublicKey(hex(vector.pkRm)),
    info: hex(vector.info),
    ekm: await pairOf(vector.skEm, hex(vector.pkEm), "deriveBits"),
  });
  expect(toHex(new Uint8Array(sender.enc))).toBe(vector.enc);
  for (let sequence = 0; sequence <= 256; sequence++) {
    const expected = vector.encryptions.find((encryption) => encryption.sequence === sequence);
    const sealed = await sender.seal(hex(expected?.pt ?? ""), hex(expected?.aad ?? ""));
    if (expected !== undefined) {
      expect(toHex(new Uint8Array(sealed))).toBe(expected.ct);
    }
  }
  for (const { exporter_context, L, exported_value } of vector.exports) {
    expect(toHex(new Uint8Array(await sender.export(hex(exporter_context), L)))).toBe(exported_value);
  }
});

describe("sealing", () => {
  interface Vector {
    readonly name: string;
    readonly origin: Origin;
    readonly senderDevice: string;
    readonly content: string;
    readonly contentKey: string;
    readonly aad: string;
    readonly sealedKeys: {
      name: string;
      account: string;
      device: string;
      ephemeralPrivateKey: string;
      info: string;
      sealed: string;
    }[];
    readonly signed: string;
    readonly envelope: HpkeEnvelope;
  }
  const file = vectors("envelopes") as { vectors: Vector[] };

  it.each(file.vectors)("$name", async (vector) => {
    const { origin, envelope } = vector;
    expect(toHex(envelopeData(origin, envelope.id))).toBe(vector.aad);
    const ephemerals = new Map<string, CryptoKeyPair>();
    for (const { device, info, ephemeralPrivateKey, sealed } of vector.sealedKeys) {
      expect(toHex(sealedKeyInfo(origin, envelope.id, device))).toBe(info);
      ephemerals.set(device, await pairOf(ephemeralPrivateKey, base64(sealed).slice(0, 65), "deriveBits"));
    }
    const recipients = vector.sealedKeys.map(({ name, account, device }) => {
      return { account, device, sealingKey: vectorDevice(name).sealingKey };
    });
    const own = await seal(
      origin,
      envelope.id,
      hex(vector.content),
      recipients.reverse(),
      await keysOf(vector.senderDevice),
      {
        contentKey: hex(vector.contentKey),
        nonce: base64(envelope.nonce),
        ephemeral: (device) => ephemerals.get(device),
      },
    );
    const withDevices = envelope.recipients.filter(({ devices }) => devices.length > 0);
    expect({ ...own, signature: "" }).toEqual({ ...envelope, recipients: withDevices, signature: "" });
    expect(toHex(signedBytes(origin, readEnvelope({ ...envelope }, 65_536)))).toBe(vector.signed);
  });

  const alice = vectorDevice("alice's phone");
  const origin = { conversation: "0HJnbvnPJkOdbsdHhHYbQg", account: alice.account, device: alice.device };

  it("refuses a device twice, too many devices, too much content, and keys off the curve", async () => {
    const keys = await keysOf("alice's phone");
    const bob = vectorDevice("bob's phone");
    const id = randomIdentifier();
    await expect(seal(origin, id, NO_BYTES, [bob, bob], keys)).rejects.toThrow(RangeError);
    const many = Array.from({ length: 65 }, () => ({ ...bob, device: randomIdentifier() }));
    await expect(seal(origin, id, NO_BYTES, many, keys)).rejects.toThrow(RangeError);
    await expect(seal(origin, id, new Uint8Array(65_517), [bob], keys)).rejects.toThrow(RangeError);
    await expect(seal(origin, id, NO_BYTES, [{ ...bob, sealingKey: "AAAA" }], keys)).rejects.toThrow(TypeError);
  });

  it("draws a fresh key, nonce and ephemeral pair each time", async () => {
    const keys = await keysOf("alice's phone");
    const bob = vectorDevice("bob's phone");
    const id = randomIdentifier();
    const [one, other] = await Promise.all([1, 2].map(() => seal(origin, id, utf8("hi"), [bob], keys)));
    expect(one?.nonce).not.toBe(other?.nonce);
    expect(one?.ciphertext).not.toBe(other?.ciphertext);
    expect(one?.recipients[0]?.devices[0]?.sealed.slice(0, 80)).not.toBe(
      other?.recipients[0]?.devices[0]?.sealed.slice(0, 80),
    );
  });

  it("is opened by the devices it was sealed to, with keys made in this browser, and by no other", async () => {
    const [sender, reader, stranger] = await Promise.all([1, 2, 3].map(generateDeviceKeys));
    if (sender === undefined || reader === undefined || stranger === undefined) {
      throw new Error("three were made");
    }
    const self = { account: randomIdentifier(), device: randomIdentifier() };
    const { signingKey } = await publicKeysOf(sender);
    const recipient = { ...self, ...(await publicKeysOf(reader)) };
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (drawn) => {
        const content = new Uint8Array(drawn);
        const envelope = await seal(origin, randomIdentifier(), content, [recipient], sender);
        const received: unknown = JSON.parse(JSON.stringify(envelope));
        expect(await open(origin, received, signingKey, self, reader)).toEqual({ is: "content", content });
        const seen = await open(origin, received, signingKey, self, stranger);
        expect(seen.is).toBe("malformed");
      }),
      { numRuns: 20 },
    );
  });
});

describe("opening", () => {
  interface Vector {
    readonly name: string;
    readonly origin: Origin;
    readonly senderDevice: string;
    readonly as: string;
    readonly envelope: Record<string, unknown>;
    readonly expected: { outcome: string; content?: string };
  }
  const file = vectors("opening") as { vectors: Vector[] };

  it.each(file.vectors)("$name", async ({ origin, senderDevice, as, envelope, expected }) => {
    const opened = await open(
      origin,
      envelope,
      vectorDevice(senderDevice).signingKey,
      vectorDevice(as),
      await keysOf(as),
    );
    expect(opened.is).toBe(expected.outcome);
    expect(opened.is === "content" ? toHex(opened.content) : undefined).toBe(expected.content);
  });

  const good = file.vectors[0];
  const forms: [string, unknown][] = [
    ["null", null],
    ["a list", []],
    ["a text", "hpke"],
    ["without a suite", { ...good?.envelope, suite: undefined }],
    ["with base64 that is not canonical", { ...good?.envelope, nonce: "+VYKDftSysZlO1KO=" }],
    ["with recipients that are no list", { ...good?.envelope, recipients: {} }],
    ["with a recipient that is null", { ...good?.envelope, recipients: [null] }],
    ["with an id that is none", { ...good?.envelope, id: "j8pF56zfzy_8cRv7naBrjh" }],
  ];

  it.each(forms)("refuses %s", async (_, envelope) => {
    if (good === undefined) throw new Error("there are vectors");
    const keys = await keysOf(good.as);
    const opened = await open(
      good.origin,
      envelope,
      vectorDevice(good.senderDevice).signingKey,
      vectorDevice(good.as),
      keys,
    );
    expect(opened.is).toBe("malformed");
  });

  it("takes a sender without a good key for a bad signature", async () => {
    if (good === undefined) throw new Error("there are vectors");
    const opened = await open(good.origin, good.envelope, "", vectorDevice(good.as), await keysOf(good.as));
    expect(opened.is).toBe("bad-signature");
  });

  it("refuses a signal of more than 4,096 bytes of ciphertext", async () => {
    const alice = vectorDevice("alice's phone");
    const bob = vectorDevice("bob's phone");
    const origin = { conversation: "0HJnbvnPJkOdbsdHhHYbQg", account: alice.account, device: alice.device };
    const sealed = async (length: number) =>
      seal(origin, randomIdentifier(), new Uint8Array(length), [bob], await keysOf("alice's phone"));
    const keys = await keysOf("bob's phone");
    expect((await openSignal(origin, await sealed(2_044), alice.signingKey, bob, keys)).is).toBe("content");
    expect((await openSignal(origin, await sealed(5_000), alice.signingKey, bob, keys)).is).toBe("malformed");
  });
});
