import { spawnSync } from "node:child_process";
import * as suite from "../vectors/suite.js";
import { below, json, root } from "./files.js";
import { faultsOf, strict } from "./schemas.js";

const bytes = (base64) => Buffer.from(base64, "base64");
const { audience, people } = json("examples/people.json");
const devices = people.flatMap((person) => person.devices.map((device) => ({ ...device, account: person.account })));
const replay = json("examples/replay.json");
const named = Object.fromEntries(Object.entries(replay.names).map(([value, name]) => [name.name, value]));
const called = (name) => devices.find((device) => device.name === name);

export function checkVectors(fault) {
  const run = spawnSync(process.execPath, ["vectors/check.js"], { cwd: root, encoding: "utf8" });
  if (run.status !== 0) fault(run.stdout + run.stderr);
}

/** Proofs, signatures and derived ids in the table of names are what they are said to be. */
function checkNames(fault) {
  const signed = {
    proof: ({ of }) => suite.signInProof(audience, named[`${of.split(".")[0]}.idToken`],
      bytes(called(of).signingKey.public), bytes(called(of).sealingKey.public)),
    refreshSignature: ({ refreshToken }) => suite.refreshProof(audience, named[refreshToken]),
    changeSignature: ({ conversation, after, change }) => suite.membership(named[conversation], after, change),
  };
  for (const [value, name] of Object.entries(replay.names)) {
    const derived = {
      conversation: ({ of }) => suite.directConversation(...of.map((person) => named[person])),
      group: ({ of, nonce }) => suite.groupConversation(named[of], nonce),
    }[name.is]?.(name);
    if (derived && value !== derived.toString("base64url")) fault(`${name.name}: another id is derived`);
    const data = signed[name.is]?.(name);
    if (data && !suite.ecdsaVerify(bytes(called(name.of).signingKey.public), data, bytes(value))) {
      fault(`${name.name}: the signature does not verify`);
    }
  }
}

/** What an envelope says to one of its recipients; throws if it is not genuine. */
async function opened(conversation, sender, envelope) {
  const origin = { conversation, account: sender.account, device: sender.device };
  const genuine = suite.ecdsaVerify(bytes(sender.signingKey.public), suite.envelopeSigned(origin, envelope),
    bytes(envelope.signature));
  if (!genuine) throw new Error("the signature does not verify");
  const sealed = envelope.recipients.flatMap((recipient) => recipient.devices)
    .filter((each) => devices.some((device) => device.device === each.device));
  let content;
  for (const each of sealed) {
    const key = bytes(devices.find((device) => device.device === each.device).sealingKey.private);
    const info = suite.sealedKeyInfo(origin, envelope.id, each.device);
    const contentKey = await suite.hpkeOpen(key, info, Buffer.alloc(0), bytes(each.sealed));
    const aad = suite.envelopeAad(origin, envelope.id);
    const padded = suite.aesGcmOpen(contentKey, bytes(envelope.nonce), aad, bytes(envelope.ciphertext));
    content = JSON.parse(suite.unpadContent(padded));
  }
  return content;
}

/** Every envelope below a value, with the conversation and the device that the value names. */
function* envelopesIn(value, conversation, sender) {
  if (typeof value !== "object" || value === null) return;
  const here = value.conversation ?? conversation;
  const by = devices.find((device) => device.device === value.device && value.sender) ?? sender;
  if (value.suite) yield [here, by, value];
  for (const part of Object.values(value)) yield* envelopesIn(part, here, by);
}

export async function checkCrypto(fault) {
  checkNames(fault);
  const sent = replay.steps.filter((step) => (step.request ?? step.sends) && step.case !== "unordered")
    .map((step) => [`examples/${step.request ?? step.sends}`, called(step.as ?? step.socket)]);
  const told = [...below("examples/socket"), ...below("examples/http/sync")].map((path) => [path]);
  let count = 0;
  for (const [path, sender] of [...sent, ...told.filter(([path]) => !path.includes("/frame-"))]) {
    for (const [conversation, by, envelope] of envelopesIn(json(path), undefined, sender)) {
      // What MLS seals, only MLS opens.
      if (envelope.suite === "mls") continue;
      count++;
      await opened(conversation, by, envelope)
        .then((content) => faultsOf(strict("content.json"), content))
        .then((why) => why && fault(`${path}: its content: ${why}`), (error) => fault(`${path}: ${error.message}`));
    }
  }
  checkBlobs(fault);
  checkMedia(fault);
  return `${count} envelopes opened`;
}

/** The encrypted names of Alice's account. */
function checkBlobs(fault) {
  const alice = people[0];
  const laptop = called("alice.laptop");
  const { profile } = json("examples/http/setProfile/written.request.json");
  const { name } = json("examples/http/renameDevice/named.request.json");
  const blobs = {
    "profile-content.json": [profile, suite.fields("culver profile v1", suite.id(alice.account))],
    "device-name-content.json": [name,
      suite.fields("culver device name v1", suite.id(alice.account), suite.id(laptop.device))],
  };
  for (const [schema, [blob, aad]] of Object.entries(blobs)) {
    const sealed = bytes(blob);
    const padded = suite.aesGcmOpen(bytes(alice.profileKey), sealed.subarray(0, 12), aad, sealed.subarray(12));
    const why = faultsOf(strict(schema), JSON.parse(suite.unpad(padded)));
    if (why) fault(`${schema}: ${why}`);
  }
}

/** The chunks of the file that Alice uploads, whose byte at i is i modulo 251, are those that her message tells of. */
function checkMedia(fault) {
  const { conversation } = json("examples/http/send/media.request.json");
  const [{ media, key, size, chunk }] = json("examples/content/media.json").files;
  const file = Buffer.from(Uint8Array.from({ length: size }, (_, i) => i % 251));
  for (const { index, length, sha256 } of json("examples/http/prepareUpload/one.request.json").chunks) {
    const { nonce, aad, plaintext } = suite.mediaChunk({ conversation, media, file, chunk, index });
    const ciphertext = suite.aesGcmSeal(bytes(key), nonce, aad, plaintext);
    if (ciphertext.length !== length) fault(`chunk ${index} has ${ciphertext.length} bytes`);
    if (suite.sha256(ciphertext).toString("base64") !== sha256) fault(`chunk ${index} has another hash`);
  }
}
