import { createHash, webcrypto } from "node:crypto";
import { below, json } from "./files.js";

const bytes = (base64) => Buffer.from(base64, "base64");
const id = (written) => Buffer.from(written, "base64url");
const integer = (value) => { const field = Buffer.alloc(8); field.writeBigUInt64BE(BigInt(value)); return field; };
const sha256 = (value) => createHash("sha256").update(value).digest();

/** Length-prefixed fields (README.md, "Fields"). */
const fields = (...parts) => Buffer.concat(parts.flatMap((part) => {
  const field = Buffer.from(part);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(field.length);
  return [length, field];
}));

const { audience, people } = json("examples/people.json");
const devices = people.flatMap((person) => person.devices.map((device) => ({ ...device, account: person.account })));

async function verifies(device, signature, data) {
  const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
  const key = await webcrypto.subtle.importKey("raw", bytes(device.signingKey.public), algorithm, false, ["verify"]);
  return webcrypto.subtle.verify(algorithm, key, bytes(signature), data);
}

function* envelopesIn(value) {
  if (typeof value !== "object" || value === null) return;
  if (value.suite) yield value;
  for (const part of Object.values(value)) yield* envelopesIn(part);
}

const signed = (conversation, device, { id: message, suite, nonce, ciphertext, recipients }) =>
  fields("culver envelope signature v1", suite, id(conversation), id(message), id(device.account), id(device.device),
    bytes(nonce), bytes(ciphertext), ...recipients.flatMap((recipient) => recipient.devices.flatMap((each) =>
      [id(recipient.account), id(each.device), bytes(each.sealed)])));

/** The identifier of a direct conversation (README.md, "Direct conversations"). */
const direct = (one, other) => sha256(fields("culver direct conversation v1", ...[one, other].sort().map(id)))
  .subarray(0, 16).toString("base64url");

export async function checkSignatures(fault) {
  const replay = json("examples/replay.json");
  const named = Object.fromEntries(Object.entries(replay.names).map(([value, name]) => [name.name, value]));
  const of = (step) => devices.find((device) => device.name === (step.as ?? step.socket));
  let count = 0;
  const expect = async (what, device, signature, data) => {
    count++;
    if (!(await verifies(device, signature, data))) fault(`${what}: the signature does not verify`);
  };
  for (const [value, name] of Object.entries(replay.names)) {
    const device = devices.find((each) => each.name === name.of);
    if (name.is === "conversation") {
      if (value !== direct(...name.of.map((person) => named[person]))) fault(`${name.name}: another id is derived`);
    } else if (name.is === "proof") {
      const token = named[`${name.of.split(".")[0]}.idToken`];
      await expect(name.name, device, value, fields("culver device v1", audience, sha256(token),
        bytes(device.signingKey.public), bytes(device.sealingKey.public)));
    } else if (name.is === "refreshSignature") {
      await expect(name.name, device, value, fields("culver refresh v1", audience, sha256(named[name.refreshToken])));
    } else if (name.is === "creationSignature") {
      const conversation = replay.names[named[name.conversation]];
      const members = [...new Set(conversation.of.map((person) => named[person]))].sort();
      await expect(name.name, device, value, fields("culver membership v1", id(named[name.conversation]), integer(0),
        "created", "direct", ...members.map(id)));
    }
  }
  for (const step of replay.steps.filter((each) => (each.request ?? each.sends) && each.valid !== false)) {
    const request = json(`examples/${step.request ?? step.sends}`);
    for (const envelope of envelopesIn(request)) {
      if (step.case === "unordered") continue;
      const data = signed(request.conversation, of(step), envelope);
      await expect(step.request ?? step.sends, of(step), envelope.signature, data);
    }
  }
  for (const path of below("examples/socket/event-entry")) {
    const { conversation, entry } = json(path);
    const device = devices.find((each) => each.device === entry.device);
    await expect(path, device, entry.envelope.signature, signed(conversation, device, entry.envelope));
  }
  return `${count} verified`;
}
