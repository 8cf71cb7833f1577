// Reproduces every vector with WebCrypto, Node's crypto and @hpke/core; exits with 1 if one does not come out.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as suite from "./suite.js";

const load = (name) => JSON.parse(readFileSync(new URL(`${name}.json`, import.meta.url), "utf8"));
const hex = (string) => Buffer.from(string, "hex");
const base64 = (string) => Buffer.from(string, "base64");
const same = (bytes, expected, message) => assert.equal(Buffer.from(bytes).toString("hex"), expected, message);
const none = Buffer.alloc(0);

const devices = new Map(load("devices").devices.map((device) => [device.name, device]));
const signingKey = (name) => base64(devices.get(name).signingKey);

const checks = {
  async devices() {
    for (const device of devices.values()) {
      for (const kind of ["signing", "sealing"]) {
        const privateKey = await suite.derivePrivateKey(hex(device[`${kind}KeyMaterial`]));
        same(privateKey, device[`${kind}PrivateKey`]);
        same(suite.publicKey(privateKey), base64(device[`${kind}Key`]).toString("hex"));
      }
    }
  },

  fields() {
    const bytes = (field) => {
      if ("text" in field) return suite.text(field.text);
      if ("id" in field) return suite.id(field.id);
      return "integer" in field ? suite.integer(field.integer) : hex(field.bytes);
    };
    for (const { name, domain, fields, encoded } of load("fields").vectors) {
      same(suite.fields(domain, ...fields.map(bytes)), encoded, name);
    }
  },

  padding() {
    const { content, sizes, multiples, refused } = load("padding");
    for (const each of content) {
      same(suite.padContent(hex(each.content)), each.padded, each.name);
      same(suite.unpadContent(hex(each.padded)), each.content, each.name);
    }
    for (const each of sizes) assert.equal(suite.padContent(Buffer.alloc(each.content)).length, each.padded);
    for (const { content, multiple, padded } of multiples) {
      assert.equal(suite.padToMultiple(Buffer.alloc(content), multiple).length, padded);
    }
    for (const each of refused) assert.throws(() => suite.unpadContent(hex(each.padded)), each.name);
  },

  "public-keys"() {
    for (const { name, key, valid } of load("public-keys").vectors) {
      assert.equal(suite.isPublicKey(hex(key)), valid, name);
    }
  },

  async "hpke-rfc9180"() {
    const vector = load("hpke-rfc9180");
    same(await suite.derivePrivateKey(hex(vector.ikmE)), vector.skEm);
    same(await suite.derivePrivateKey(hex(vector.ikmR)), vector.skRm);
    const sender = await suite.hpkeSender(hex(vector.skEm), hex(vector.pkRm), hex(vector.info));
    same(sender.enc, vector.enc);
    for (let sequence = 0; sequence <= 256; sequence++) {
      const expected = vector.encryptions.find((encryption) => encryption.sequence === sequence);
      const aad = expected ? hex(expected.aad) : none;
      const sealed = await sender.seal(expected ? hex(expected.pt) : none, aad);
      if (expected) same(sealed, expected.ct, `sequence ${sequence}`);
    }
    for (const { exporter_context, L, exported_value } of vector.exports) {
      same(await sender.export(hex(exporter_context), L), exported_value);
    }
  },

  async envelopes() {
    for (const vector of load("envelopes").vectors) {
      const { origin, envelope } = vector;
      same(suite.envelopeAad(origin, envelope.id), vector.aad, vector.name);
      same(suite.padContent(hex(vector.content)), vector.padded, vector.name);
      const nonce = base64(envelope.nonce);
      const ciphertext = suite.aesGcmSeal(hex(vector.contentKey), nonce, hex(vector.aad), hex(vector.padded));
      assert.equal(ciphertext.toString("base64"), envelope.ciphertext, vector.name);
      for (const key of vector.sealedKeys) {
        same(await suite.derivePrivateKey(hex(key.ephemeralKeyMaterial)), key.ephemeralPrivateKey);
        same(suite.sealedKeyInfo(origin, envelope.id, key.device), key.info);
        const recipient = base64(devices.get(key.name).sealingKey);
        const sealed = await suite.hpkeSeal(
          hex(key.ephemeralPrivateKey), recipient, hex(key.info), none, hex(vector.contentKey));
        assert.equal(sealed.toString("base64"), key.sealed, key.name);
      }
      same(suite.envelopeSigned(origin, envelope), vector.signed, vector.name);
      assert.ok(suite.ecdsaVerify(signingKey(vector.senderDevice), hex(vector.signed), base64(envelope.signature)));
    }
  },

  async opening() {
    for (const vector of load("opening").vectors) {
      const { outcome, content } = await open(vector);
      assert.equal(outcome, vector.expected.outcome, vector.name);
      if (content) same(content, vector.expected.content, vector.name);
    }
  },

  memberships() {
    const { vectors, groups, changes } = load("memberships");
    for (const { conversation, members, valid, ...rest } of vectors) {
      const change = { type: "created", kind: "direct", members };
      if (valid) {
        const derived = suite.directConversation(members[0], members[members.length - 1]);
        assert.equal(derived.toString("base64url"), conversation, rest.name);
      }
      verifyChange({ conversation, after: 0, change, valid, ...rest });
    }
    for (const { name, creator, nonce, conversation } of groups) {
      assert.equal(suite.groupConversation(creator, nonce).toString("base64url"), conversation, name);
    }
    changes.forEach(verifyChange);
  },

  proofs() {
    const { signIn, refresh } = load("proofs");
    const keys = devices.get(signIn.device);
    same(
      suite.signInProof(signIn.audience, signIn.idToken, base64(keys.signingKey), base64(keys.sealingKey)),
      signIn.signed);
    same(suite.refreshProof(refresh.audience, refresh.refreshToken), refresh.signed);
    for (const { device, signed, signature } of [signIn, refresh]) {
      assert.ok(suite.ecdsaVerify(signingKey(device), hex(signed), base64(signature)));
    }
  },

  "safety-numbers"() {
    const keysOf = (name) => {
      const { device, signingKey, sealingKey } = devices.get(name);
      return { device, signingKey: base64(signingKey), sealingKey: base64(sealingKey) };
    };
    for (const { people, number } of load("safety-numbers").vectors) {
      for (const { account, devices, digits } of people) {
        assert.equal(suite.digits({ account, devices: devices.map(keysOf) }), digits);
      }
      assert.equal(people.map((person) => person.digits).sort().join(""), number);
    }
  },

  names() {
    const { profileKey, profiles, deviceNames, refused } = load("names");
    const aad = ({ account, device }) =>
      device
        ? suite.fields("culver device name v1", suite.id(account), suite.id(device))
        : suite.fields("culver profile v1", suite.id(account));
    for (const vector of [...profiles, ...deviceNames]) {
      const padded = suite.padToMultiple(suite.text(vector.plaintext), vector.device ? 64 : 256);
      same(aad(vector), vector.aad, vector.name);
      const ciphertext = suite.aesGcmSeal(base64(profileKey), hex(vector.nonce), hex(vector.aad), padded);
      assert.equal(Buffer.concat([hex(vector.nonce), ciphertext]).toString("base64"), vector.sealed, vector.name);
    }
    for (const vector of refused) {
      const sealed = base64(vector.sealed);
      const nonce = sealed.subarray(0, 12);
      assert.throws(
        () => suite.aesGcmOpen(base64(profileKey), nonce, aad(vector), sealed.subarray(12)), undefined, vector.name);
    }
  },

  media() {
    const { vectors, refused } = load("media");
    for (const { name, key, chunks, ...vector } of vectors) {
      const file = countingFile(vector.size);
      assert.equal(chunks.length, Math.ceil(vector.size / vector.chunk), name);
      for (const { index, nonce, aad, length, sha256, tag } of chunks) {
        const made = suite.mediaChunk({ ...vector, file, index });
        same(made.nonce, nonce, name);
        same(made.aad, aad, name);
        const ciphertext = suite.aesGcmSeal(base64(key), made.nonce, made.aad, made.plaintext);
        assert.equal(ciphertext.length, length, name);
        assert.equal(suite.sha256(ciphertext).toString("base64"), sha256, name);
        same(ciphertext.subarray(-16), tag, name);
        const opened = suite.aesGcmOpen(base64(key), made.nonce, made.aad, ciphertext);
        const part = file.subarray(index * vector.chunk, (index + 1) * vector.chunk);
        same(suite.mediaPart({ ...vector, index }, opened), part.toString("hex"), name);
      }
    }
    for (const { name, key, ciphertext, ...vector } of refused) {
      const { nonce, aad } = suite.mediaChunk({ ...vector, file: countingFile(vector.size) });
      const open = () => suite.mediaPart(vector, suite.aesGcmOpen(base64(key), nonce, aad, base64(ciphertext)));
      assert.throws(open, undefined, name);
    }
  },
};

/** A file whose byte at i is i modulo 251. */
const countingFile = (size) => Buffer.from(Uint8Array.from({ length: size }, (_, i) => i % 251));

function verifyChange({ name, conversation, after, change, signerDevice, signed, signature, valid }) {
  const bytes = suite.membership(conversation, after, change);
  if (signed) same(bytes, signed, name);
  assert.equal(suite.ecdsaVerify(signingKey(signerDevice), bytes, base64(signature)), valid, name);
}

async function open({ origin, senderDevice, as, envelope }) {
  if (envelope.suite !== "hpke") return { outcome: "unknown-suite" };
  if (!isWellFormed(envelope)) return { outcome: "malformed" };
  const signed = suite.envelopeSigned(origin, envelope);
  if (!suite.ecdsaVerify(signingKey(senderDevice), signed, base64(envelope.signature))) {
    return { outcome: "bad-signature" };
  }
  const me = devices.get(as);
  const recipient = envelope.recipients.find(({ account }) => account === me.account);
  const key = recipient?.devices.find(({ device }) => device === me.device);
  if (!key) return { outcome: "not-for-this-device" };
  try {
    const info = suite.sealedKeyInfo(origin, envelope.id, me.device);
    const contentKey = await suite.hpkeOpen(hex(me.sealingPrivateKey), info, none, base64(key.sealed));
    const aad = suite.envelopeAad(origin, envelope.id);
    const padded = suite.aesGcmOpen(contentKey, base64(envelope.nonce), aad, base64(envelope.ciphertext));
    return { outcome: "content", content: suite.unpadContent(padded) };
  } catch {
    return { outcome: "malformed" };
  }
}

function isWellFormed({ nonce, ciphertext, recipients, signature }) {
  const ascend = (list) => list.every((each, i) => i === 0 || list[i - 1] < each);
  const size = base64(ciphertext).length;
  const keys = recipients.flatMap((recipient) => recipient.devices);
  return (
    base64(nonce).length === 12 && base64(signature).length === 64 && size >= 17 && size <= 65536 &&
    keys.length <= 64 && keys.every(({ sealed }) => base64(sealed).length === 113) &&
    ascend(recipients.map(({ account }) => account)) &&
    recipients.every((recipient) => ascend(recipient.devices.map(({ device }) => device)))
  );
}

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`vectors/${name}.json: reproduced`);
  } catch (problem) {
    failed++;
    console.error(`vectors/${name}.json: ${problem.message}`);
  }
}
process.exitCode = failed ? 1 : 0;
