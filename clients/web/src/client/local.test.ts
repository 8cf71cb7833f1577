import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { readSettings, type Settings } from "../session/settings.ts";
import { browserClock } from "../transport/clock.ts";
import { openCulver } from "./browser.ts";
import type { Culver, Live, Line } from "./culver.ts";
import type { Browser } from "./open-ground.ts";
import { testLocks } from "./testing/locks.ts";

/** The settings of a running local cloud; without them these tests are left out. */
const LOCAL = import.meta.env["VITE_CULVER_LOCAL"] as string | undefined;

/** A browser of its own for each person; tabs of one browser share it. */
function browserOf(): Browser {
  return {
    clock: browserClock,
    random: Math.random,
    fetch: globalThis.fetch,
    dial: (url, protocols) => new WebSocket(url, protocols),
    online: () => true,
    election: { locks: testLocks() },
    watch: () => () => undefined,
    persisted: () => Promise.resolve(false),
  };
}

let count = 0;

async function idToken({ firebase }: Settings, phoneNumber: string): Promise<string> {
  const base = `http://${firebase.authEmulator ?? ""}`;
  const post = async (path: string, body: unknown): Promise<Record<string, string>> => {
    const url = `${base}/identitytoolkit.googleapis.com/v1/accounts:${path}?key=${firebase.apiKey}`;
    const init = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    return (await (await fetch(url, init)).json()) as Record<string, string>;
  };
  const { sessionInfo } = await post("sendVerificationCode", { phoneNumber });
  const codes = (await (await fetch(`${base}/emulator/v1/projects/${firebase.project}/verificationCodes`)).json()) as {
    verificationCodes: { phoneNumber: string; code: string }[];
  };
  const code = codes.verificationCodes.findLast((each) => each.phoneNumber === phoneNumber)?.code;
  return (await post("signInWithPhoneNumber", { sessionInfo, code }))["idToken"] ?? "";
}

/** Waits for a value that fits. */
function until<T>(live: Live<T>, fits: (value: T) => boolean, milliseconds = 20_000): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`it stayed ${JSON.stringify(live.current())}`));
    }, milliseconds);
    const look = (): void => {
      const value = live.current();
      if (value !== undefined && fits(value)) {
        clearTimeout(timer);
        stop();
        resolve(value);
      }
    };
    const stop = live.subscribe(look);
    setTimeout(look, 0);
  });
}

interface Somebody {
  readonly culver: Culver & { close(): Promise<void> };
  readonly browser: Browser;
  readonly name: string;
  readonly account: string;
}

async function person(settings: Settings, called: string): Promise<Somebody> {
  const browser = browserOf();
  const name = `culver-${called}-${count++}`;
  const culver = openCulver({ settings: () => Promise.resolve(settings), browser, name });
  await until(culver.standing, (standing) => standing.is === "new");
  const number = `+1202555${String(1000 + Math.floor(Math.random() * 9000))}`;
  await culver.account.signIn(await idToken(settings, number), "Test browser");
  await until(culver.connection, (connection) => connection.is === "live");
  await culver.account.setProfile({ name: called });
  const own = await until(culver.account.own, (value) => value.name === called);
  return { culver, browser, name, account: own.account };
}

const texts = (lines: readonly Line[]): string[] =>
  lines.flatMap((line) => (line.body.is === "text" ? [line.body.text] : []));

test.runIf(LOCAL !== undefined)(
  "two people, three tabs and a group, at the local cloud",
  async () => {
    const settings = readSettings(LOCAL ?? "");
    const alice = await person(settings, "Alice");
    const bob = await person(settings, "Bob");
    const id = await alice.culver.conversations.openDirect(bob.account);
    const hers = alice.culver.messages.window(id);
    await alice.culver.messages.send(id, { text: "hello" });
    await until(hers, (window) => window.lines[0]?.state === "delivered");
    const [listed] = await until(bob.culver.conversations.list, (list) => list.length === 1 && list[0]?.unread === 1);
    expect(listed?.title).toBe("Alice");
    const his = bob.culver.messages.window(id);
    await until(his, (window) => texts(window.lines).join() === "hello");
    await bob.culver.messages.markRead(id, his.current()?.lines[0]?.key ?? "");
    await until(hers, (window) => window.lines[0]?.state === "read");
    await bob.culver.messages.react(id, his.current()?.lines[0]?.key ?? "", "👍");
    await bob.culver.messages.send(id, { text: "hi", reply: his.current()?.lines[0]?.key ?? "" });
    const answered = await until(hers, (window) => window.lines.length === 2);
    expect(answered.lines[0]?.reactions).toEqual([{ emoji: "👍", accounts: [bob.account], own: false }]);
    expect(answered.lines[1]?.reply?.body).toEqual({ is: "text", text: "hello" });
    await alice.culver.messages.edit(id, answered.lines[0]?.key ?? "", "hello Bob");
    await until(his, (window) => texts(window.lines)[0] === "hello Bob");

    // A second tab of Bob's browser reads the same store, and does by the first.
    const second = openCulver({ settings: () => Promise.resolve(settings), browser: bob.browser, name: bob.name });
    const theirs = second.messages.window(id);
    await until(theirs, (window) => window.lines.length === 2);
    await until(second.connection, (connection) => connection.is === "live");
    await second.messages.send(id, { text: "from the second tab" });
    await until(hers, (window) => texts(window.lines).includes("from the second tab"));
    await second.conversations.setPinned(id, true);
    await until(bob.culver.conversations.list, (list) => list[0]?.pinned === true);

    // The leader closes while it sends: the other one takes over.
    const sending = Array.from({ length: 10 }, (_, i) => second.messages.send(id, { text: `message ${i}` }));
    await bob.culver.close();
    await Promise.all(sending);
    await until(hers, (window) => texts(window.lines).includes("message 9"));
    expect(texts(hers.current()?.lines ?? []).slice(-10)).toEqual(Array.from({ length: 10 }, (_, i) => `message ${i}`));

    const carol = await person(settings, "Carol");
    const group = await alice.culver.groups.create("Trip", [bob.account, carol.account]);
    await until(carol.culver.conversations.list, (list) => list[0]?.title === "Trip");
    await second.messages.send(group, { text: "to all" });
    for (const each of [alice, carol]) {
      await until(each.culver.messages.window(group), (window) => texts(window.lines).includes("to all"));
    }
    await carol.culver.groups.leave(group);
    await until(second.conversations.view(group), (view) => view?.members.length === 2);
    expect(carol.culver.conversations.view(group).current()?.writable).toBe("left");
    const [oneNumber, otherNumber] = await Promise.all([
      alice.culver.people.safetyNumber(bob.account),
      second.people.safetyNumber(alice.account),
    ]);
    expect(oneNumber.digits).toBe(otherNumber.digits);
    await second.account.signOut();
    await until(second.standing, (standing) => standing.is === "new");
    await Promise.all([alice.culver.close(), carol.culver.close(), second.close()]);
  },
  120_000,
);
