import fc from "fast-check";
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as answers from "./answers.ts";
import { fromBase64, fromBase64Url, toBase64, toBase64Url } from "./base64.ts";
import { readEvent, readGreeting } from "./events.ts";
import { identifierBytes, identifierOf, isIdentifier, randomIdentifier, textOrder } from "./identifiers.ts";
import { Malformed, parseObject, type Json } from "./json.ts";
import { passesAfter, problemOfStatus, readProblem } from "./problems.ts";

const examples = new URL("../../../../contract/examples/", import.meta.url);
const read = (path: string): Json => parseObject(readFileSync(new URL(path, examples), "utf8"));

/** The answers of an operation or frame, as the contract's examples have them. */
const answersOf = (folder: string): Json[] =>
  readdirSync(new URL(folder, examples))
    .filter((name) => name.endsWith(".response.json"))
    .map((name) => read(`${folder}/${name}`))
    .filter((json) => !("status" in json));

describe("base64", () => {
  const bytes = fc.uint8Array({ maxLength: 100 });

  it("gives back what was written, in both alphabets", () => {
    fc.assert(
      fc.property(bytes, (written) => {
        expect(fromBase64(toBase64(written))).toEqual(new Uint8Array(written));
        expect(fromBase64Url(toBase64Url(written))).toEqual(new Uint8Array(written));
        expect(toBase64(written)).toBe(Buffer.from(written).toString("base64"));
        expect(toBase64Url(written)).toBe(Buffer.from(written).toString("base64url"));
      }),
    );
    expect(toBase64(new Uint8Array(200_000))).toHaveLength(266_668);
  });

  it.each(["A", "AA", "AAA", "AB==", "AAB=", "AA= =", "AA==\n", "A-_=", "AA==AA==", "===="])(
    "is refused if it is not canonical: %j",
    (written) => expect(fromBase64(written)).toBeUndefined(),
  );
});

describe("identifiers", () => {
  it("are 16 random bytes", () => {
    const one = randomIdentifier();
    expect(isIdentifier(one)).toBe(true);
    expect(identifierOf(identifierBytes(one))).toBe(one);
    expect(randomIdentifier()).not.toBe(one);
    for (const bad of ["", "A".repeat(21), `${"A".repeat(21)}B`, `${"A".repeat(21)}+`, "A".repeat(23)]) {
      expect(isIdentifier(bad)).toBe(false);
      expect(() => identifierBytes(bad)).toThrow(TypeError);
    }
  });

  it("stand in the order of their characters' codes", () => {
    expect(["a", "_", "Z", "A", "9", "0", "-"].sort(textOrder)).toEqual(["-", "0", "9", "A", "Z", "_", "a"]);
  });
});

describe("answers", () => {
  const readers: Record<string, (json: Json) => unknown> = {
    signIn: answers.readSession,
    refreshSession: answers.readTokens,
    getOwnAccount: answers.readOwnAccount,
    getAccount: answers.readAccount,
    findByHandle: answers.readFoundAccount,
    findByPhoneNumber: answers.readFoundAccount,
    listDevices: answers.readOwnDevices,
    lookUpDirectory: answers.readDirectory,
    openConversation: answers.readConversation,
    createGroup: answers.readConversation,
    getConversation: answers.readConversation,
    listConversations: answers.readConversationPage,
    listMembers: answers.readMembers,
    changeMembers: answers.readChanged,
    listReceipts: answers.readReceipts,
    listBlocks: answers.readBlockPage,
    send: answers.readAccepted,
    sync: answers.readPage,
    prepareUpload: answers.readUploads,
    prepareDownload: answers.readDownloads,
  };

  it.each(Object.entries(readers))("of %s are read whole, and more than is known is ignored", (name, reader) => {
    const all = answersOf(`http/${name}`);
    expect(all.length).toBeGreaterThan(0);
    for (const json of all) {
      const { stopped: _stopped, ...whole } = json;
      expect(reader({ ...json, more: 1 })).toMatchObject(whole);
    }
  });

  it.each(Object.entries(readers))("of %s are refused in another form", (_, reader) => {
    for (const json of [{}, { account: "x", devices: {}, conversations: 1, accepted: [null] }]) {
      expect(() => reader(json)).toThrow(Malformed);
    }
  });

  it("that list a device twice, or a key that is none, are refused", () => {
    const [two] = answersOf("http/lookUpDirectory") as { accounts: { account: string; devices: Json[] }[] }[];
    const [first] = two?.accounts ?? [];
    if (first === undefined) throw new Error("there is an example");
    const withDevices = (devices: unknown[]) => ({ accounts: [{ ...first, devices }] });
    const [device] = first.devices;
    expect(() => answers.readDirectory(withDevices([device, device]))).toThrow(Malformed);
    expect(() => answers.readDirectory(withDevices([{ ...device, signingKey: "AAAA" }]))).toThrow(Malformed);
  });
});

describe("problems", () => {
  const all = readdirSync(new URL("problems", examples)).map((name) => name.replace(".json", ""));

  it.each(all)("%s is known", (name) => {
    const problem = readProblem(read(`problems/${name}.json`));
    expect(problem.is).not.toBe("other");
    expect(name.startsWith(problem.is)).toBe(true);
  });

  it("of unknown types, or without their members, are others", () => {
    const json = { type: "urn:culver:problem:tomorrow", status: 409, detail: "d", requestId: "r" };
    expect(readProblem(json)).toEqual({ is: "other", status: 409, detail: "d", requestId: "r" });
    expect(readProblem({ ...json, type: "urn:culver:problem:busy" }).is).toBe("other");
    expect(readProblem({ ...json, type: "about:blank" }).is).toBe("other");
  });

  it("tell whether to try again, and when", () => {
    const after = (json: object) => passesAfter(readProblem({ detail: "", requestId: "", ...json }));
    expect(after({ type: "urn:culver:problem:busy", status: 503, retryAfter: 7 })).toBe(7);
    expect(after({ type: "urn:culver:problem:internal", status: 500 })).toBe(0);
    expect(after({ type: "urn:culver:problem:sync-first", status: 409, tail: 1 })).toBeUndefined();
    expect([408, 429, 502, 504].map((status) => passesAfter(problemOfStatus(status)))).toEqual([0, 0, 0, 0]);
    expect(passesAfter(problemOfStatus(429, 3))).toBe(3);
    expect([400, 401, 403, 404, 413, 418].map((status) => passesAfter(problemOfStatus(status, 3)))).toEqual(
      Array.from({ length: 6 }, () => undefined),
    );
  });
});

describe("events", () => {
  const folders = readdirSync(new URL("socket", examples)).filter((name) => name.startsWith("event-"));
  const known = folders.filter((name) => /^event-(entry|receipt|signal|devices)$/.test(name));

  it.each(known)("%s is read", (folder) => {
    const names = readdirSync(new URL(`socket/${folder}`, examples));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const json = read(`socket/${folder}/${name}`);
      expect(readEvent(folder.replace("event-", ""), json)?.is).toBe(json["type"]);
    }
  });

  it("of unknown types are passed over, a greeting is read", () => {
    expect(readEvent("tomorrow", {})).toBeUndefined();
    expect(readGreeting({ time: 1, logEpoch: 2, more: 3 })).toEqual({ time: 1, logEpoch: 2 });
  });
});
