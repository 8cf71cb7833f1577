import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { importSigningKey, publicKeysOf, verify } from "../crypto/keys.ts";
import { refreshBytes, signInBytes } from "../crypto/proofs.ts";
import { openStore } from "../store/open.ts";
import { put, type Table } from "../store/store.ts";
import { manualClock } from "../testing/clock.ts";
import type { Call } from "../transport/exchange.ts";
import { fromBase64 } from "../wire/base64.ts";
import { Refused, SignedOut, Unreachable } from "../wire/failures.ts";
import { randomIdentifier } from "../wire/identifiers.ts";
import type { Json } from "../wire/json.ts";
import { problemOfStatus } from "../wire/problems.ts";
import { session } from "./session.ts";
import { readSettings } from "./settings.ts";

const issuer = "urn:culver:test";
const account = randomIdentifier();
const device = randomIdentifier();
const refusal = (is: "refresh-refused" | "sign-in-refused") =>
  new Refused({ is, status: 401, detail: "", requestId: "" });
const others: Table<{ x: number }, string> = { store: "people", keyOf: () => "x" };

/** Runs one at a time, as Web Locks do for all tabs. */
function locks() {
  let before: Promise<unknown> = Promise.resolve();
  return <T>(_: string, work: () => Promise<T>): Promise<T> => {
    const mine = before.then(work, work);
    before = mine.catch(() => undefined);
    return mine;
  };
}

/** A server that hands out numbered tokens, and tabs that share a store. */
async function world() {
  const clock = manualClock(Date.now());
  const opened = await openStore();
  if (opened.is !== "open") throw new Error("the keys are lost");
  const { store, keys } = opened;
  const calls: Call[] = [];
  const server = {
    count: 0,
    account,
    fail: [] as Error[],
    slow: Promise.resolve() as Promise<unknown>,
  };
  async function exchange(call: Call): Promise<Json> {
    calls.push(call);
    await server.slow;
    const failure = server.fail.shift();
    if (failure !== undefined) throw failure;
    const number = ++server.count;
    return {
      account: server.account,
      device,
      newAccount: false,
      newDevice: true,
      accessToken: `access-${number}`,
      accessTokenExpiresAt: clock.now() + 900_000,
      refreshToken: `refresh-${number}`,
      refreshTokenExpiresAt: clock.now() + 1e9,
    };
  }
  const alone = locks();
  const tab = () => session({ store, keys, exchange, issuer, clock, random: () => 0.5, alone });
  return { clock, store, keys, calls, server, tab, one: tab() };
}

beforeEach(() => {
  vi.stubGlobal("indexedDB", new IDBFactory());
});

describe("signing in", () => {
  it("makes keys before it asks, proves that it holds them, and stores what was answered", async () => {
    const { one, keys, calls, store } = await world();
    expect(await one.state()).toEqual({ is: "none" });
    await expect(one.access()).rejects.toThrow(SignedOut);
    expect(await one.signIn("id.token")).toEqual({ account, device, newAccount: false, newDevice: true });
    expect(await one.state()).toEqual({ is: "live", account, device });
    expect(await one.access()).toBe("access-1");
    const kept = await keys.deviceKeys();
    if (kept === undefined) throw new Error("there are no keys");
    const own = await publicKeysOf(kept);
    const body = calls[0]?.body as { proof: string; device: unknown };
    expect(body).toMatchObject({ provider: "firebase", idToken: "id.token", device: own });
    const verifier = await importSigningKey(fromBase64(own.signingKey) ?? new Uint8Array(0));
    const proof = fromBase64(body.proof) ?? new Uint8Array(0);
    expect(verifier && (await verify(verifier, await signInBytes(issuer, "id.token", own), proof))).toBe(true);
    store.close();
  });

  it("uses the same keys when it is repeated, after a refusal too", async () => {
    const { one, keys, server, store } = await world();
    server.fail = [refusal("sign-in-refused")];
    await expect(one.signIn("bad")).rejects.toMatchObject({ problem: { is: "sign-in-refused" } });
    const first = await keys.deviceKeys();
    await one.signIn("good");
    const second = await keys.deviceKeys();
    if (first === undefined || second === undefined) throw new Error("there are no keys");
    expect(await publicKeysOf(second)).toEqual(await publicKeysOf(first));
    expect(await one.state()).toMatchObject({ is: "live" });
    store.close();
  });

  it("keeps the history for the same account, and empties the store for another", async () => {
    const { one, server, store } = await world();
    await one.signIn("id");
    await store.write([put(others, { x: 1 })]);
    expect((await one.signIn("id")).before).toEqual({ account, device });
    expect(await store.get(others, "x")).toEqual({ x: 1 });
    server.account = randomIdentifier();
    await one.signIn("id");
    expect(await store.get(others, "x")).toBeUndefined();
    expect(await one.state()).toMatchObject({ is: "live", account: server.account });
    store.close();
  });
});

describe("renewing", () => {
  it("waits until less than a minute is left", async () => {
    const { one, clock, calls, store } = await world();
    await one.signIn("id");
    await clock.advance(839_999);
    expect(await one.access()).toBe("access-1");
    await clock.advance(1);
    expect(await one.access()).toBe("access-2");
    expect(calls).toHaveLength(2);
    store.close();
  });

  it("is done once for everybody who needs a token, in all tabs, and signed for this use", async () => {
    const { one, tab, clock, calls, keys, store } = await world();
    await one.signIn("id");
    await clock.advance(900_000);
    const got = await Promise.all([one.access(), one.access(), tab().access(), tab().accessInsteadOf("access-1")]);
    expect(got).toEqual(["access-2", "access-2", "access-2", "access-2"]);
    expect(calls).toHaveLength(2);
    const kept = await keys.deviceKeys();
    if (kept === undefined) throw new Error("there are no keys");
    const { refreshToken, signature } = calls[1]?.body as { refreshToken: string; signature: string };
    expect(refreshToken).toBe("refresh-1");
    const signed = await refreshBytes(issuer, refreshToken);
    expect(await verify(kept.signing.publicKey, signed, fromBase64(signature) ?? new Uint8Array(0))).toBe(true);
    store.close();
  });

  it("happens when a token was refused, but not when another one is there already", async () => {
    const { one, calls, store } = await world();
    await one.signIn("id");
    expect(await one.accessInsteadOf("access-1")).toBe("access-2");
    expect(await one.accessInsteadOf("access-1")).toBe("access-2");
    expect(calls).toHaveLength(2);
    store.close();
  });

  it("stores the next refresh token before anybody gets the access token", async () => {
    const { one, tab, clock, calls, store } = await world();
    await one.signIn("id");
    const write = vi.spyOn(store, "write").mockRejectedValueOnce(new Error("the browser went away"));
    await clock.advance(900_000);
    await expect(one.access()).rejects.toThrow("the browser went away");
    write.mockRestore();
    await tab().access();
    expect(calls.slice(1).map(({ body }) => (body as { refreshToken: string }).refreshToken)).toEqual([
      "refresh-1",
      "refresh-1",
    ]);
    store.close();
  });

  it("is repeated when no answer comes, and leaves the session when none ever does", async () => {
    const { one, clock, server, calls, store } = await world();
    await one.signIn("id");
    await clock.advance(900_000);
    server.fail = [new Unreachable("lost"), new Refused(problemOfStatus(503))];
    expect(await clock.until(one.access())).toBe("access-2");
    server.fail = Array.from({ length: 50 }, () => new Unreachable("lost"));
    await expect(clock.until(one.accessInsteadOf("access-2"))).rejects.toThrow(Unreachable);
    expect(await one.state()).toMatchObject({ is: "live" });
    expect(calls.length).toBeGreaterThan(4);
    store.close();
  });

  it("that is refused ends the session, keeps keys and history, and asks no more", async () => {
    const { one, tab, clock, server, calls, keys, store } = await world();
    await one.signIn("id");
    await store.write([put(others, { x: 1 })]);
    await clock.advance(900_000);
    server.fail = [refusal("refresh-refused")];
    await expect(one.access()).rejects.toThrow(SignedOut);
    expect(await tab().state()).toEqual({ is: "ended", account, device, why: "refresh-refused" });
    await expect(tab().access()).rejects.toThrow(SignedOut);
    expect(calls).toHaveLength(2);
    expect(await keys.deviceKeys()).toBeDefined();
    expect(await store.get(others, "x")).toEqual({ x: 1 });
    await one.signIn("id");
    expect(await one.state()).toMatchObject({ is: "live" });
    store.close();
  });
});

describe("the end of a session", () => {
  it("counts for the token that it was told of alone", async () => {
    const { one, store } = await world();
    await one.signIn("id");
    await one.signIn("id");
    await one.ended("access-1");
    expect(await one.state()).toMatchObject({ is: "live" });
    await one.ended("access-2");
    expect(await one.state()).toMatchObject({ is: "ended", why: "session-ended" });
    store.close();
  });
});

describe("settings", () => {
  const good = {
    api: "https://a.example",
    socket: "wss://b.example/live",
    issuer: "urn:culver:x",
    firebase: { project: "p", apiKey: "k" },
  };
  const webPush = { appId: "1:123456789012:web:0123456789abcdef", key: `B${"a".repeat(86)}` };

  it("are read, more than is known ignored", () => {
    expect(readSettings(JSON.stringify({ ...good, more: 1 }))).toEqual(good);
    const laptop = { ...good, api: "http://127.0.0.1:8080", socket: "ws://localhost:8081/live" };
    const firebase = { ...good.firebase, authEmulator: "127.0.0.1:9099" };
    expect(readSettings(JSON.stringify({ ...laptop, firebase }))).toEqual({ ...laptop, firebase });
    const pushing = { ...good, firebase: { ...good.firebase, webPush } };
    expect(readSettings(JSON.stringify(pushing))).toEqual(pushing);
  });

  it.each([
    { ...good, api: "https://a.example/" },
    { ...good, api: "http://a.example" },
    { ...good, socket: "https://b.example/live" },
    { ...good, issuer: "" },
    { ...good, firebase: {} },
    { ...good, firebase: { ...good.firebase, webPush: { ...webPush, appId: "1:1:android:0" } } },
    { ...good, firebase: { ...good.firebase, webPush: { appId: webPush.appId } } },
    { ...good, firebase: { ...good.firebase, webPush: { ...webPush, key: "short" } } },
    { ...good, api: "nowhere" },
  ])("are refused when the operator made a mistake (%#)", (settings) => {
    expect(() => readSettings(JSON.stringify(settings))).toThrow();
  });
});
