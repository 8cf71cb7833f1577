import "fake-indexeddb/auto";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { openStore } from "../../store/open.ts";
import { put, type Store } from "../../store/store.ts";
import type { PushTokenRequest } from "../../wire/generated/wire.ts";
import type { Push } from "../culver.ts";
import { openMirror, type Mirror } from "../tabs/mirror.ts";
import type { PushPort } from "./port.ts";
import { pushes, type Pushes } from "./push.ts";
import { PUSH } from "./rows.ts";
import { tokenSync } from "./token-sync.ts";
import { bring, errand, setErrand, takeBrought, type Brought } from "./visit.ts";

const DAY = 86_400_000;
const registered: Brought = { is: "registered", token: "token-1", endpoint: "https://push.example/1" };

/** A browser whose person, settings and push service do what the test says. */
class FakePort implements PushPort {
  granted: NotificationPermission = "granted";
  answers: NotificationPermission = "granted";
  subscribed: string | undefined = "https://push.example/1";
  left = 0;
  looked = true;
  bringing: Brought | undefined;
  changed: () => void = () => undefined;
  supported = (): boolean => true;
  permission = (): NotificationPermission => this.granted;
  ask = (): Promise<NotificationPermission> => Promise.resolve((this.granted = this.answers));
  endpoint = (): Promise<string | undefined> => Promise.resolve(this.subscribed);
  unsubscribe = (): Promise<void> => Promise.resolve(void (this.subscribed = undefined));
  leave = (): void => {
    this.left++;
  };
  brought = (): Brought | undefined => this.bringing;
  attended = (): boolean => this.looked;
  watch = (changed: () => void): (() => void) => {
    this.changed = changed;
    return () => undefined;
  };
}

let count = 0;
let store: Store;
let mirror: Mirror;
let port: FakePort;
let now: number;
const opened: Pushes[] = [];

beforeEach(async () => {
  const found = await openStore(`push-${count++}`);
  if (found.is !== "open") throw new Error("the store is not open");
  ({ store } = found);
  mirror = await openMirror(store);
  mirror.self = { account: "a", device: "d" };
  port = new FakePort();
  now = 1_000_000_000_000;
});
afterEach(() => {
  opened.splice(0).forEach((each) => each.close());
  mirror.stop();
  store.close();
});

function open(using: PushPort | undefined = port): Pushes {
  const made = pushes({ store, mirror, now: () => now, port: using, alone: (work) => work() });
  opened.push(made);
  return made;
}

/** As a page that is looked at. */
async function becomes(of: Pushes, expected: Push): Promise<void> {
  const stop = of.live.subscribe(() => undefined);
  await vi.waitFor(() => expect(of.live.current()).toEqual(expected));
  stop();
}

describe("wake-ups", () => {
  test("are unavailable where the operator has not set them up", async () => {
    const none = pushes({ store, mirror, now: () => now, port: undefined, alone: (work) => work() });
    expect(none.live.current()).toEqual({ is: "unavailable" });
    expect(await none.set(true)).toBe("unavailable");
  });

  test("are off at first; turning them on asks the person and leaves for the page that registers", async () => {
    const push = open();
    await becomes(push, { is: "off" });
    expect(await push.set(true)).toBe("leaving");
    expect(port.left).toBe(1);
    port.answers = "denied";
    expect(await push.set(true)).toBe("denied");
    expect(port.left).toBe(1);
    await becomes(push, { is: "blocked" });
  });

  test("are on when the browser was registered, in all tabs", async () => {
    const other = open();
    port.bringing = registered;
    await becomes(open(), { is: "on" });
    await becomes(other, { is: "on" });
  });

  test("stay off when that failed, and say why", async () => {
    port.bringing = { is: "failed", why: "push-service" };
    const push = open();
    await becomes(push, { is: "off", failed: "push-service" });
    expect(port.left).toBe(0);
  });

  test("bring nothing to a browser in which nobody is signed in", async () => {
    mirror.self = undefined;
    port.bringing = registered;
    await becomes(open(), { is: "off" });
    expect(await store.get(PUSH, "push")).toBeUndefined();
  });

  test("show that the permission was taken back, and come back with it", async () => {
    port.bringing = registered;
    const push = open();
    await becomes(push, { is: "on" });
    port.granted = "denied";
    port.changed();
    await becomes(push, { is: "blocked" });
    port.granted = "granted";
    port.changed();
    await becomes(push, { is: "on" });
  });

  test("are renewed at the next start when the browser has dropped its subscription, once a day", async () => {
    await store.write([put(PUSH, { wanted: true, token: "t", endpoint: "https://push.example/old", at: now })]);
    await mirror.settled();
    await becomes(open(), { is: "interrupted" });
    await vi.waitFor(() => expect(port.left).toBe(1));
    const again = open();
    await becomes(again, { is: "interrupted" });
    await mirror.settled();
    expect(port.left).toBe(1);
    now += DAY + 1;
    open();
    await vi.waitFor(() => expect(port.left).toBe(2));
  });

  test("are renewed at the next start when the worker heard that the subscription is replaced, tried before or not", async () => {
    port.bringing = registered;
    await becomes(open(), { is: "on" });
    const row = await store.get(PUSH, "push");
    await store.write([put(PUSH, { ...(row ?? { wanted: true, at: now }), lost: true })]);
    await mirror.settled();
    port.bringing = undefined;
    await becomes(open(), { is: "interrupted" });
    await vi.waitFor(() => expect(port.left).toBe(1));
    port.bringing = registered;
    await becomes(open(), { is: "on" });
  });

  test("are renewed when a month has passed, while somebody looks", async () => {
    const endpoint = "https://push.example/1";
    await store.write([put(PUSH, { wanted: true, token: "t", endpoint, at: now - 31 * DAY })]);
    await mirror.settled();
    port.looked = false;
    await becomes(open(), { is: "on" });
    expect(port.left).toBe(0);
    port.looked = true;
    open();
    await vi.waitFor(() => expect(port.left).toBe(1));
  });

  test("are turned off here at once, whether or not the server hears of it", async () => {
    port.bringing = registered;
    const push = open();
    await becomes(push, { is: "on" });
    expect(await push.set(false)).toBe("off");
    expect(port.subscribed).toBeUndefined();
    await becomes(push, { is: "off" });
  });
});

describe("the server", () => {
  const asked: (PushTokenRequest | "none")[] = [];
  let fails = 0;
  const server = {
    setPushToken: (request: PushTokenRequest) => answer(request),
    removePushToken: () => answer("none" as const),
  };
  const answer = (what: PushTokenRequest | "none"): Promise<void> => {
    if (fails-- > 0) return Promise.reject(new Error("unreachable"));
    asked.push(what);
    return Promise.resolve();
  };
  beforeEach(() => {
    asked.length = 0;
    fails = 0;
  });
  const token = (name: string) => ({ provider: "fcm", token: name });

  test("is told the token at each start, when it changes, and that there is none any more", async () => {
    await store.write([put(PUSH, { wanted: true, token: "one", at: now })]);
    const first = tokenSync(store, server);
    await vi.waitFor(() => expect(asked).toEqual([token("one")]));
    first.connected();
    await store.write([put(PUSH, { wanted: true, token: "two", at: now })]);
    await vi.waitFor(() => expect(asked).toEqual([token("one"), token("two")]));
    first.stop();

    const second = tokenSync(store, server);
    await vi.waitFor(() => expect(asked).toHaveLength(3));
    await store.write([put(PUSH, { wanted: false, at: now })]);
    await vi.waitFor(() => expect(asked.at(-1)).toBe("none"));
    await vi.waitFor(async () => expect(await store.get(PUSH, "push")).toBeUndefined());
    second.stop();
  });

  test("is told at the next connection what it could not be told before", async () => {
    await store.write([put(PUSH, { wanted: false, at: now })]);
    fails = 1;
    const tells = tokenSync(store, server);
    await vi.waitFor(() => expect(fails).toBe(0));
    expect(asked).toEqual([]);
    tells.connected();
    await vi.waitFor(() => expect(asked).toEqual(["none"]));
    tells.stop();
  });

  test("hears nothing where nobody wanted to be woken", async () => {
    const tells = tokenSync(store, server);
    tells.connected();
    await mirror.settled();
    expect(asked).toEqual([]);
    tells.stop();
  });
});

describe("the way to the page that registers and back", () => {
  const place = () => {
    const kept = new Map<string, string>();
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
  };

  test("leads to where one was, and brings a result once", () => {
    const storage = place();
    expect(errand(storage)).toBeUndefined();
    setErrand(storage, "#/settings/notifications");
    expect(errand(storage)).toBe("#/settings/notifications");
    bring(storage, registered);
    expect(errand(storage)).toBeUndefined();
    expect(takeBrought(storage)).toEqual(registered);
    expect(takeBrought(storage)).toBeUndefined();
  });

  test("leads nowhere else", () => {
    const storage = place();
    for (const elsewhere of ["/../evil", "#/\\evil", "//evil.example", "#/a b", ""]) {
      setErrand(storage, elsewhere);
      expect(errand(storage)).toBe("#/");
    }
  });
});
