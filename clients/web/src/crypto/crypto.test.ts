import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8 } from "../wire/bytes.ts";
import { digitsOf, safetyNumber } from "./safety-number.ts";
import { directConversation, groupConversation } from "./conversations.ts";
import { fields, identifierField, integerField, textField } from "./fields.ts";
import { importSigningKey, verify } from "./keys.ts";
import { changeBytes, signChange, verifyChange, type SignedChange } from "./membership.ts";
import { openDeviceName, openProfile, sealDeviceName, sealProfile } from "./names.ts";
import { MOST_CONTENT, padContent, padToMultiple, unpadContent, unpadMultiple } from "./padding.ts";
import { refreshBytes, refreshProof, signInBytes, signInProof } from "./proofs.ts";
import { base64, hex, isPoint, keysOf, toHex, vectorDevice, vectors } from "./vectors.testing.ts";

interface Named {
  readonly name: string;
}

const bytes = fc.uint8Array({ maxLength: 300 }).map((each) => new Uint8Array(each));

describe("fields", () => {
  type Field = { text: string } | { id: string } | { integer: number } | { bytes: string };
  const file = vectors("fields") as { vectors: (Named & { domain: string; fields: Field[]; encoded: string })[] };

  it.each(file.vectors)("$name", ({ domain, fields: written, encoded }) => {
    const read = written.map((field) => {
      if ("text" in field) return textField(field.text);
      if ("id" in field) return identifierField(field.id);
      return "integer" in field ? integerField(field.integer) : hex(field.bytes);
    });
    expect(toHex(fields(domain, ...read))).toBe(encoded);
  });

  it("are encoded so that no two lists of them are the same", () => {
    fc.assert(
      fc.property(fc.array(bytes, { maxLength: 4 }), fc.array(bytes, { maxLength: 4 }), (one, other) => {
        const same = one.length === other.length && one.every((each, at) => toHex(each) === toHex(other[at] ?? each));
        expect(toHex(fields("x", ...one)) === toHex(fields("x", ...other))).toBe(same);
      }),
    );
  });

  it("refuse numbers that are no integers of the contract", () => {
    for (const number of [-1, 0.5, 2 ** 53, NaN]) {
      expect(() => integerField(number)).toThrow(RangeError);
    }
  });
});

describe("padding", () => {
  const file = vectors("padding") as {
    content: (Named & { content: string; padded: string })[];
    sizes: { content: number; padded: number }[];
    multiples: { content: number; multiple: number; padded: number }[];
    refused: (Named & { padded: string })[];
  };

  it.each(file.content)("of $name", ({ content, padded }) => {
    expect(toHex(padContent(hex(content)))).toBe(padded);
    expect(toHex(unpadContent(hex(padded)) ?? utf8("refused"))).toBe(content);
  });

  it("has the sizes of the contract", () => {
    for (const { content, padded } of file.sizes) {
      expect(padContent(new Uint8Array(content))).toHaveLength(padded);
    }
    for (const { content, multiple, padded } of file.multiples) {
      expect(padToMultiple(new Uint8Array(content), multiple)).toHaveLength(padded);
    }
  });

  it.each(file.refused)("is refused: $name", ({ padded }) => {
    expect(unpadContent(hex(padded))).toBeUndefined();
  });

  it("gives back what was padded, and refuses more than fits", () => {
    fc.assert(
      fc.property(bytes, fc.constantFrom(64, 256), (content, multiple) => {
        expect(unpadContent(padContent(content))).toEqual(content);
        expect(unpadMultiple(padToMultiple(content, multiple), multiple)).toEqual(content);
      }),
    );
    expect(() => padContent(new Uint8Array(MOST_CONTENT + 1))).toThrow(RangeError);
    expect(unpadMultiple(new Uint8Array(0), 64)).toBeUndefined();
    expect(unpadMultiple(new Uint8Array(65), 64)).toBeUndefined();
  });
});

describe("public keys", () => {
  const file = vectors("public-keys") as { vectors: (Named & { key: string; valid: boolean })[] };

  it.each(file.vectors)("$name", async ({ key, valid }) => {
    expect(await isPoint(hex(key))).toBe(valid);
    expect((await importSigningKey(hex(key))) !== undefined).toBe(valid);
  });
});

describe("changes of members", () => {
  interface Vector extends Named {
    readonly conversation: string;
    readonly signerDevice: string;
    readonly signed: string;
    readonly signature: string;
    readonly valid: boolean;
  }
  const file = vectors("memberships") as {
    vectors: (Vector & { members: string[] })[];
    groups: (Named & { creator: string; nonce: string; conversation: string })[];
    changes: (Vector & { after: number; change: SignedChange })[];
  };
  const beginnings = file.vectors.map(({ members, ...rest }) => {
    const change: SignedChange = { type: "created", kind: "direct", members };
    return { ...rest, after: 0, change, members };
  });

  it.each(beginnings.filter(({ valid }) => valid))("derive the conversation: $name", async (vector) => {
    const [one = "", other = one] = vector.members;
    expect(await directConversation(other, one)).toBe(vector.conversation);
  });

  it.each(file.groups)("derive the group: $name", async ({ creator, nonce, conversation }) => {
    expect(await groupConversation(creator, nonce)).toBe(conversation);
  });

  it.each([...beginnings, ...file.changes])("$name", async (vector) => {
    const { conversation, after, change, signerDevice, signed, signature, valid } = vector;
    if (valid) {
      expect(toHex(changeBytes(conversation, after, change))).toBe(signed);
    }
    const key = vectorDevice(signerDevice).signingKey;
    expect(await verifyChange(key, conversation, after, change, signature)).toBe(valid);
    const own = await signChange(await keysOf(signerDevice), conversation, after, change);
    expect(await verifyChange(key, conversation, after, change, own)).toBe(true);
    expect(await verifyChange(key, conversation, after === 0 ? 1 : after - 1, change, own)).toBe(false);
  });
});

describe("proofs", () => {
  interface Proof {
    readonly device: string;
    readonly audience: string;
    readonly signed: string;
    readonly signature: string;
  }
  const { signIn, refresh } = vectors("proofs") as {
    signIn: Proof & { idToken: string };
    refresh: Proof & { refreshToken: string };
  };

  async function verified(device: string, signed: string, signature: string): Promise<boolean> {
    const key = await importSigningKey(base64(vectorDevice(device).signingKey));
    return key !== undefined && verify(key, hex(signed), base64(signature));
  }

  it("of signing in", async () => {
    const { device, audience, idToken, signed, signature } = signIn;
    expect(toHex(await signInBytes(audience, idToken, vectorDevice(device)))).toBe(signed);
    expect(await verified(device, signed, signature)).toBe(true);
    expect(await verified(device, signed, await signInProof(await keysOf(device), audience, idToken))).toBe(true);
  });

  it("of a use of a refresh token", async () => {
    const { device, audience, refreshToken, signed, signature } = refresh;
    expect(toHex(await refreshBytes(audience, refreshToken))).toBe(signed);
    expect(await verified(device, signed, signature)).toBe(true);
    expect(await verified(device, signed, await refreshProof(await keysOf(device), audience, refreshToken))).toBe(true);
  });
});

describe("safety numbers", () => {
  interface Person {
    readonly account: string;
    readonly devices: string[];
    readonly digits: string;
  }
  const file = vectors("safety-numbers") as { vectors: { people: [Person, Person]; number: string }[] };
  const withKeys = ({ account, devices }: Person) => ({ account, devices: devices.map(vectorDevice).reverse() });

  it.each(file.vectors)("$number", async ({ people: [one, other], number }) => {
    expect(await safetyNumber(withKeys(other), withKeys(one))).toBe(number);
    expect([one.digits, other.digits].sort().join("")).toBe(number);
  });

  it("have digits of each person", async () => {
    for (const { people } of file.vectors.slice(0, 1)) {
      expect(await Promise.all(people.map((person) => digitsOf(withKeys(person))))).toEqual(
        people.map(({ digits }) => digits),
      );
      expect(await safetyNumber(withKeys(people[0]), withKeys(people[1]))).toBe(
        people
          .map(({ digits }) => digits)
          .sort()
          .join(""),
      );
    }
  });
});

describe("names", () => {
  interface Sealed extends Named {
    readonly account: string;
    readonly nonce: string;
    readonly plaintext: string;
    readonly sealed: string;
  }
  const file = vectors("names") as {
    profileKey: string;
    profiles: Sealed[];
    deviceNames: (Sealed & { device: string })[];
    refused: (Named & { account: string; device?: string; sealed: string })[];
  };
  const key = base64(file.profileKey);

  it.each(file.profiles)("$name", async ({ account, nonce, plaintext, sealed }) => {
    const profile = JSON.parse(plaintext) as { name: string };
    expect(await sealProfile(key, account, profile, hex(nonce))).toEqual(base64(sealed));
    expect(await openProfile(key, account, base64(sealed))).toEqual(profile);
  });

  it.each(file.deviceNames)("$name", async ({ account, device, nonce, plaintext, sealed }) => {
    const { name } = JSON.parse(plaintext) as { name: string };
    expect(await sealDeviceName(key, account, device, name, hex(nonce))).toEqual(base64(sealed));
    expect(await openDeviceName(key, account, device, base64(sealed))).toBe(name);
  });

  it.each(file.refused)("are refused: $name", async ({ account, device, sealed }) => {
    const opened =
      device === undefined
        ? await openProfile(key, account, base64(sealed))
        : await openDeviceName(key, account, device, base64(sealed));
    expect(opened).toBeUndefined();
  });

  it("are refused when they would be too long for the server", async () => {
    const { account, device } = vectorDevice("alice's phone");
    await expect(sealDeviceName(key, account, device, "n".repeat(220))).rejects.toThrow(RangeError);
    await expect(sealProfile(key, account, { name: "n".repeat(8_200) })).rejects.toThrow(RangeError);
  });
});
