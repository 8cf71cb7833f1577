// The bytes of suite hpke in a second language: what check.js reproduces the vectors with. Not a client: it takes
// randomness as arguments and holds private keys in the open.
import { Aes256Gcm, CipherSuite, DhkemP256HkdfSha256, HkdfSha256 } from "@hpke/core";
import { createCipheriv, createDecipheriv, createECDH, createHash, createPublicKey, sign, verify } from "node:crypto";

const hpke = new CipherSuite({ kem: new DhkemP256HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });
const buffer = (bytes) => bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);

export const id = (written) => Buffer.from(written, "base64url");
export const text = (string) => Buffer.from(string, "utf8");
export const sha256 = (bytes) => createHash("sha256").update(bytes).digest();

export function integer(value) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

/** Length-prefixed fields, the domain label first. */
export function fields(domain, ...rest) {
  return Buffer.concat(
    [text(domain), ...rest].flatMap((field) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(field.length);
      return [length, field];
    }),
  );
}

const CONTENT_SIZES = [128, 256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65520];

export const padContent = (content) => pad(content, CONTENT_SIZES.find((size) => content.length + 4 <= size));
export const padToMultiple = (content, of) => pad(content, Math.ceil((content.length + 4) / of) * of);

function pad(content, size) {
  const padded = Buffer.alloc(size);
  padded.writeUInt32BE(content.length);
  content.copy(padded, 4);
  return padded;
}

export function unpad(padded) {
  const length = padded.length < 4 ? -1 : padded.readInt32BE();
  if (length < 0 || length > padded.length - 4 || padded.subarray(4 + length).some((byte) => byte !== 0)) {
    throw new Error("not padded");
  }
  return padded.subarray(4, 4 + length);
}

export function unpadContent(padded) {
  if (!CONTENT_SIZES.includes(padded.length)) throw new Error("not padded");
  return unpad(padded);
}

export function aesGcmSeal(key, nonce, aad, plaintext) {
  const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(aad);
  return Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
}

export function aesGcmOpen(key, nonce, aad, ciphertext) {
  const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAAD(aad).setAuthTag(ciphertext.subarray(-16));
  return Buffer.concat([decipher.update(ciphertext.subarray(0, -16)), decipher.final()]);
}

/** The uncompressed public point of a private number. */
export function publicKey(privateKey) {
  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(privateKey);
  return ecdh.getPublicKey();
}

function jwk(point, privateKey) {
  const key = { kty: "EC", crv: "P-256", x: point.subarray(1, 33).toString("base64url") };
  key.y = point.subarray(33).toString("base64url");
  return privateKey ? { ...key, d: privateKey.toString("base64url") } : key;
}

export const ecdsaSign = (privateKey, message) =>
  sign("sha256", message, { key: jwk(publicKey(privateKey), privateKey), format: "jwk", dsaEncoding: "ieee-p1363" });

export const ecdsaVerify = (point, message, signature) =>
  verify("sha256", message, { key: jwk(point), format: "jwk", dsaEncoding: "ieee-p1363" }, signature);

/** Whether 65 bytes are a point on the curve. */
export function isPublicKey(bytes) {
  try {
    createPublicKey({ key: jwk(bytes), format: "jwk" });
    return bytes.length === 65 && bytes[0] === 4;
  } catch {
    return false;
  }
}

async function keyPair(privateKey) {
  const algorithm = { name: "ECDH", namedCurve: "P-256" };
  const point = publicKey(privateKey);
  return {
    privateKey: await crypto.subtle.importKey("jwk", jwk(point, privateKey), algorithm, true, ["deriveBits"]),
    publicKey: await crypto.subtle.importKey("raw", point, algorithm, true, []),
  };
}

/** The private number that DeriveKeyPair makes of key material. */
export async function derivePrivateKey(material) {
  const pair = await hpke.kem.deriveKeyPair(buffer(material));
  return Buffer.from(await hpke.kem.serializePrivateKey(pair.privateKey));
}

/** HPKE context of a sender with a given ephemeral key. */
export async function hpkeSender(ephemeral, recipient, info) {
  const recipientPublicKey = await hpke.kem.deserializePublicKey(buffer(recipient));
  return hpke.createSenderContext({ recipientPublicKey, info: buffer(info), ekm: await keyPair(ephemeral) });
}

export async function hpkeSeal(ephemeral, recipient, info, aad, plaintext) {
  const sender = await hpkeSender(ephemeral, recipient, info);
  return Buffer.concat([Buffer.from(sender.enc), Buffer.from(await sender.seal(buffer(plaintext), buffer(aad)))]);
}

export async function hpkeOpen(privateKey, info, aad, sealed) {
  // The pair, not the private key alone, from which @hpke/core would guess one of two public keys.
  const recipientKey = await keyPair(privateKey);
  const enc = buffer(sealed.subarray(0, 65));
  const recipient = await hpke.createRecipientContext({ recipientKey, info: buffer(info), enc });
  return Buffer.from(await recipient.open(buffer(sealed.subarray(65)), buffer(aad)));
}

const place = (origin, message) => [id(origin.conversation), id(message), id(origin.account), id(origin.device)];

export const envelopeAad = (origin, message) => fields("culver envelope v1", ...place(origin, message));

export const sealedKeyInfo = (origin, message, device) =>
  fields("culver sealed key v1", ...place(origin, message), id(device));

export const envelopeSigned = (origin, { id: message, suite, nonce, ciphertext, recipients }) =>
  fields(
    "culver envelope signature v1",
    text(suite),
    ...place(origin, message),
    Buffer.from(nonce, "base64"),
    Buffer.from(ciphertext, "base64"),
    ...recipients.flatMap(({ account, devices }) =>
      devices.flatMap(({ device, sealed }) => [id(account), id(device), Buffer.from(sealed, "base64")]),
    ),
  );

export const inOrder = (identifiers) => [...identifiers].sort((a, b) => (a < b ? -1 : 1));

export const directConversation = (one, other) =>
  sha256(fields("culver direct conversation v1", ...inOrder([one, other]).map(id))).subarray(0, 16);

export const groupConversation = (creator, nonce) =>
  sha256(fields("culver group v1", id(creator), id(nonce))).subarray(0, 16);

/** What the acting device signs: a change of members over the change before it. */
export const membership = (conversation, after, change) =>
  fields("culver membership v1", id(conversation), integer(after), text(change.type), ...changed(change));

function changed({ type, kind, members, accounts, account, role }) {
  const withRoles = () => members.flatMap((member) => [id(member.account), text(member.role)]);
  switch (type) {
    case "created":
      return [text(kind), ...(kind === "direct" ? inOrder(members).map(id) : withRoles())];
    case "added":
      return withRoles();
    case "removed":
      return accounts.map(id);
    case "left":
      return [];
    case "role":
      return [id(account), text(role)];
    default:
      throw new Error(`a change of an unknown type: ${type}`);
  }
}

/** Chunk `index` of a file: what is encrypted, under which nonce, with which associated data. */
export function mediaChunk({ conversation, media, file, chunk, index }) {
  const part = file.subarray(index * chunk, Math.min((index + 1) * chunk, file.length));
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(index, 8);
  return {
    plaintext: Buffer.concat([part, Buffer.alloc(-part.length & 4095)]),
    nonce,
    aad: fields("culver media v1", id(conversation), id(media), ...[file.length, chunk, index].map(integer)),
  };
}

/** The bytes of chunk `index` that a file of `size` bytes has, out of what its ciphertext decrypts to. */
export function mediaPart({ size, chunk, index }, plaintext) {
  const length = Math.min(chunk, size - index * chunk);
  if (plaintext.length !== ((length + 4095) & ~4095) || plaintext.subarray(length).some((byte) => byte !== 0)) {
    throw new Error("not padded");
  }
  return plaintext.subarray(0, length);
}

export const signInProof = (audience, idToken, signingKey, sealingKey) =>
  fields("culver device v1", text(audience), sha256(text(idToken)), signingKey, sealingKey);

export const refreshProof = (audience, refreshToken) =>
  fields("culver refresh v1", text(audience), sha256(text(refreshToken)));

/** Thirty digits for one person. */
export function digits({ account, devices }) {
  const sorted = [...devices].sort((a, b) => (a.device < b.device ? -1 : 1));
  const input = Buffer.concat([
    Buffer.from([0, 1]),
    id(account),
    ...sorted.flatMap((each) => [id(each.device), each.signingKey, each.sealingKey]),
  ]);
  let hash = createHash("sha512").update(input).digest();
  for (let i = 1; i < 5200; i++) hash = createHash("sha512").update(hash).update(input).digest();
  return [0, 5, 10, 15, 20, 25]
    .map((at) => String(hash.readUIntBE(at, 5) % 100000).padStart(5, "0"))
    .join("");
}
