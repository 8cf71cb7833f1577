import { describe, expect, test } from "vitest";
import { named } from "./testing/cryptography.ts";
import { testClock } from "./testing/clock.ts";
import { NO_FAULTS, TestDevice } from "./testing/device.ts";
import { ModelServer } from "./testing/model-server.ts";
import { reached } from "./history/receipts.ts";
import { freshFile } from "./media/preparing.ts";
import { freshItem } from "./outbox/fresh.ts";
import { acknowledgeDevices } from "./people/notices.ts";
import { rosterOf } from "./membership/standing.ts";

const ALICE = named("alice");
const BOB = named("bob");
const CAROL = named("carol");

async function people(count = 2) {
  const clock = testClock(1);
  const world = new ModelServer(clock);
  const make = async (account: string, name: string): Promise<TestDevice> =>
    (await new TestDevice(clock, world, { account, device: named(name) }).start()).connect();
  const alice = await make(ALICE, "alice phone");
  const bob = await make(BOB, "bob phone");
  const carol = count > 2 ? await make(CAROL, "carol phone") : bob;
  await clock.pass(20_000);
  return { clock, world, alice, bob, carol, make };
}

async function direct() {
  const all = await people();
  const opened = all.alice.direct(BOB);
  await all.clock.pass(1_000);
  const id = await opened;
  // Each knows the other's devices from here on.
  for (const device of [all.alice, all.bob]) {
    const known = device.engine.directory.refresh([ALICE, BOB]);
    await all.clock.pass(1_000);
    await known;
  }
  return { ...all, id };
}

async function group(count = 3) {
  const all = await people(count);
  const created = all.alice.engine.groups.create(named("nonce"), { title: "Trip" }, count > 2 ? [BOB, CAROL] : [BOB]);
  await all.clock.pass(5_000);
  return { ...all, id: await created };
}

/** A group that somebody has created. */
async function created(
  by: TestDevice,
  clock: ReturnType<typeof testClock>,
  others: readonly string[],
): Promise<string> {
  const creation = by.engine.groups.create(named("nonce"), { title: "Trip" }, others);
  await clock.pass(5_000);
  return await creation;
}

describe("a direct conversation", () => {
  test("carries messages both ways, and tells how far they got", async () => {
    const { clock, alice, bob, id } = await direct();
    await alice.say(id, "hello");
    await clock.until(() => alice.cursor(id) === 2 && bob.cursor(id) === 2);
    await bob.say(id, "hi");
    await clock.until(() => alice.cursor(id) === 3 && bob.cursor(id) === 3);
    expect(await alice.texts(id)).toEqual(["hello", "hi"]);
    expect(await bob.texts(id)).toEqual(["hello", "hi"]);
    const row = () => alice.engine.state.conversation(id);
    const [hello] = await alice.lines(id);
    const state = () => (hello === undefined || row() === undefined ? "" : reached(hello, row() as never, ALICE, 1));
    await clock.until(() => state() === "delivered");
    expect(bob.engine.state.conversation(id)?.unread).toBe(1);
    await bob.engine.markRead(id, bob.engine.state.conversation(id)?.order ?? 0);
    expect(bob.engine.state.conversation(id)?.unread).toBe(0);
    await clock.until(() => state() === "read");
  });

  test("keeps what is read to itself when the person wants that", async () => {
    const { clock, alice, bob, id } = await direct();
    bob.tellsRead = false;
    await alice.say(id, "hello");
    await clock.until(() => bob.cursor(id) === 2);
    await bob.engine.markRead(id, 99);
    await clock.pass(10_000);
    expect(alice.engine.state.conversation(id)?.receipts[BOB]).toEqual({ delivered: 2, read: 0 });
  });

  test("tells receipts of many messages at once", async () => {
    const { clock, alice, bob, id } = await direct();
    for (let i = 0; i < 20; i++) {
      await alice.say(id, `message ${i}`);
    }
    await clock.until(() => bob.cursor(id) === 21);
    await clock.pass(10_000);
    expect(bob.sent.filter(({ action }) => action === "receipt").length).toBeLessThanOrEqual(3);
  });

  test("shows edits, deletions and reactions of whoever may make them", async () => {
    const { clock, alice, bob, id } = await direct();
    const first = await alice.say(id, "helo");
    const second = await alice.say(id, "secret");
    await clock.until(() => bob.cursor(id) === 3);
    const to = { device: alice.self.device, id: first };
    await alice.say(id, { is: "edit", to, text: "hello" });
    await bob.say(id, { is: "edit", to, text: "forged" });
    await bob.say(id, { is: "reaction", to, emoji: "👍" });
    await alice.say(id, { is: "delete", to: { device: alice.self.device, id: second } });
    await bob.say(id, { is: "reaction", to, emoji: "❤" });
    await clock.until(() => bob.cursor(id) === 8 && alice.cursor(id) === 8);
    for (const device of [alice, bob]) {
      const lines = await device.lines(id);
      expect(lines.map((line) => line.content)).toEqual([{ is: "text", text: "hello" }, { is: "deleted" }]);
      expect(lines[0]?.changes?.reactions?.[BOB]?.emoji).toBe("❤");
    }
    expect(bob.engine.state.conversation(id)?.unread).toBe(2);
  });

  test("lets a message disappear after reading at its reader, after sending at its sender", async () => {
    const { clock, alice, bob, id } = await direct();
    await alice.say(id, { is: "text", text: "burn", lifetime: 60 });
    await clock.until(() => bob.cursor(id) === 2 && alice.cursor(id) === 2);
    await clock.pass(61_000);
    expect(await alice.texts(id)).toEqual([]);
    expect(await bob.texts(id)).toEqual(["burn"]);
    await bob.engine.markRead(id, 99);
    await clock.pass(61_000);
    expect(await bob.texts(id)).toEqual([]);
    expect(bob.engine.state.conversation(id)?.last).toBeUndefined();
  });

  test("lets messages disappear whose time came while the device was off, and the others at their time", async () => {
    const { clock, alice, bob, id } = await direct();
    await alice.say(id, { is: "text", text: "soon", lifetime: 60 });
    await alice.say(id, { is: "text", text: "later", lifetime: 3_600 });
    await alice.say(id, "stays");
    await clock.until(() => bob.cursor(id) === 4 && alice.cursor(id) === 4);
    await bob.engine.markRead(id, 99);
    bob.engine.stop();
    bob.disconnect();
    await clock.pass(120_000);
    // Nothing happened to what is stored: the device was off.
    expect(await bob.texts(id)).toEqual(["soon", "later", "stays"]);
    await bob.crashAndRestart();
    await clock.pass(1_000);
    expect(await bob.texts(id)).toEqual(["later", "stays"]);
    await bob.crashAndRestart();
    await clock.pass(3_600_000);
    expect(await bob.texts(id)).toEqual(["stays"]);
    expect(JSON.stringify(await bob.rows(id))).not.toMatch(/soon|later/);
  });

  test("announces a contact's new device, seals to it, and takes the mark of verification away", async () => {
    const { clock, alice, bob, id, make } = await direct();
    await alice.say(id, "one");
    await clock.until(() => bob.cursor(id) === 2);
    const person = alice.engine.state.person(BOB);
    await alice.engine.state.write({ people: [{ ...person, account: BOB, verified: "1" }] });
    const tablet = await make(BOB, "bob tablet");
    await clock.pass(1_000);
    await alice.say(id, "two");
    await clock.until(() => tablet.cursor(id) === 3);
    expect(await tablet.texts(id)).toEqual(["two"]);
    expect((await alice.lines(id)).map((line) => line.content.is)).toContain("new-device");
    expect(alice.engine.state.person(BOB)).toMatchObject({ changed: true });
    expect(alice.engine.state.person(BOB)?.verified).toBeUndefined();
  });

  test("tells in the chat with a contact that a device of theirs is gone, and takes the mark of verification away", async () => {
    const { clock, alice, bob, id, make, world } = await direct();
    const tablet = await make(BOB, "bob tablet");
    await alice.say(id, "one");
    await clock.until(() => bob.cursor(id) === 2 && tablet.cursor(id) === 2);
    const person = alice.engine.state.person(BOB);
    await alice.engine.state.write({ people: [{ ...person, account: BOB, verified: "1" }] });
    world.removeDevice(BOB, tablet.self.device);
    await clock.pass(1_000);
    await alice.say(id, "two");
    await clock.until(() => bob.cursor(id) === 3 && alice.cursor(id) === 3);
    const kinds = async (device: TestDevice): Promise<string[]> =>
      (await device.lines(id)).map((line) => line.content.is).filter((is) => is !== "text");
    expect(await kinds(alice)).toEqual(["new-device", "removed-device"]);
    expect((await alice.lines(id)).find((line) => line.content.is === "removed-device")?.author).toBe(BOB);
    expect(alice.engine.state.person(BOB)).toMatchObject({ changed: true });
    expect(alice.engine.state.conversation(id)).toMatchObject({ last: { content: { text: "two" } }, unread: 0 });
    // Whoever removes a device of their own knows of it.
    const known = bob.engine.directory.refresh([BOB]);
    await clock.pass(1_000);
    await known;
    expect(await kinds(bob)).not.toContain("removed-device");
  });

  test("announces a contact's new device as soon as a message comes from it or is refused for it", async () => {
    const { clock, alice, bob, id, make } = await direct();
    await alice.say(id, "one");
    await clock.until(() => bob.cursor(id) === 2);
    const kinds = async (): Promise<string[]> => (await alice.lines(id)).map((line) => line.content.is);
    const tablet = await make(BOB, "bob tablet");
    await clock.pass(20_000);
    await tablet.say(id, "from the tablet");
    await clock.until(() => alice.cursor(id) === 3);
    expect(await kinds()).toEqual(["text", "new-device", "text"]);
    await make(BOB, "bob laptop");
    await clock.pass(20_000);
    await alice.say(id, "two");
    await clock.until(() => alice.cursor(id) === 4);
    expect(await kinds()).toEqual(["text", "new-device", "text", "new-device", "text"]);
    expect(alice.engine.state.conversation(id)?.unread).toBe(1);
  });

  test("announces a new device of one's own on the others, also if it came while they were away", async () => {
    const { clock, alice, bob, id, make } = await direct();
    await alice.say(id, "one");
    await clock.until(() => bob.cursor(id) === 2);
    const own = async (device: TestDevice): Promise<number> =>
      (await device.lines(id)).filter((line) => line.content.is === "new-device" && line.author === ALICE).length;
    const tablet = await make(ALICE, "alice tablet");
    await clock.pass(20_000);
    expect(await own(alice)).toBe(1);
    alice.disconnect();
    await make(ALICE, "somebody else's");
    await clock.pass(20_000);
    expect(await own(alice)).toBe(1);
    alice.connect();
    await clock.pass(20_000);
    expect(await own(alice)).toBe(2);
    // The tablet has heard of the one that came after it, and says nothing of itself.
    expect(await own(tablet)).toBe(1);
  });

  test("remembers a new device of one's own until the person says that it is theirs, or removes it", async () => {
    const { clock, alice, bob, world, id, make } = await direct();
    await alice.say(id, "one");
    await clock.until(() => bob.cursor(id) === 2);
    const added = (device: TestDevice): string[] =>
      (device.engine.state.own().newDevices ?? []).map((each) => each.device);
    expect(added(alice)).toEqual([]);
    const tablet = await make(ALICE, "alice tablet");
    const other = await make(ALICE, "somebody else's");
    await make(BOB, "bob tablet");
    await clock.pass(20_000);
    expect(added(alice)).toEqual([tablet.self.device, other.self.device]);
    // Whoever comes back or came later is not told of itself.
    expect(added(other)).toEqual([]);
    expect(alice.engine.state.own().devices?.map(({ device }) => device)).toContain(tablet.self.device);
    await alice.crashAndRestart();
    await clock.pass(20_000);
    expect(added(alice)).toEqual([tablet.self.device, other.self.device]);
    await acknowledgeDevices(alice.engine.state, [tablet.self.device]);
    expect(added(alice)).toEqual([other.self.device]);
    world.removeDevice(ALICE, other.self.device);
    const known = alice.engine.directory.refresh([ALICE]);
    await clock.pass(20_000);
    await known;
    expect(added(alice)).toEqual([]);
  });

  test("refuses other keys of a known device", async () => {
    const { clock, alice, bob, world, id } = await direct();
    await alice.say(id, "one");
    await clock.until(() => bob.cursor(id) === 2);
    const genuine = world.listed.bind(world);
    world.listed = (account) => genuine(account).map((each) => ({ ...each, sealingKey: "Zm9yZ2Vk" }));
    const refreshed = alice.engine.directory.refresh([BOB]);
    await clock.pass(100);
    await refreshed;
    expect(alice.distrusted.join()).toContain("other keys");
    expect(JSON.stringify(alice.engine.state.person(BOB)?.devices)).not.toContain("Zm9yZ2Vk");
  });

  test("reaches the account's other devices, and what is read there is read here", async () => {
    const { clock, alice, bob, id, make } = await direct();
    const tablet = await make(ALICE, "alice tablet");
    await clock.pass(20_000);
    await bob.say(id, "hello");
    await clock.until(() => tablet.cursor(id) === 2 && alice.cursor(id) === 2);
    await alice.say(id, "from the phone");
    await clock.until(() => tablet.cursor(id) === 3);
    expect(await tablet.texts(id)).toEqual(["hello", "from the phone"]);
    await alice.engine.markRead(id, 99);
    await clock.until(() => tablet.engine.state.conversation(id)?.unread === 0);
  });

  test("brings the profile key along, once", async () => {
    const { clock, alice, bob, id } = await direct();
    const named = alice.engine.profiles.setProfile({ name: "Alice" });
    await clock.pass(100);
    await named;
    await alice.say(id, "one");
    await clock.until(() => bob.engine.state.person(ALICE)?.name === "Alice");
    await alice.say(id, "two");
    await clock.until(() => bob.cursor(id) === 3);
    const sent = bob.world.logs.get(id)?.entries.map((entry) => atob(entry.envelope?.ciphertext ?? ""));
    expect(sent?.filter((text) => text.includes("profileKey")).length).toBe(1);
  });

  test("brings the profile key along again when the name has changed, and the other side looks", async () => {
    const { clock, alice, bob, id } = await direct();
    for (const [name, text] of [
      ["Alice", "one"],
      ["Alice B.", "two"],
    ] as const) {
      const named = alice.engine.profiles.setProfile({ name });
      await clock.pass(90_000);
      await named;
      await alice.say(id, text);
      await clock.until(() => bob.engine.state.person(ALICE)?.name === name);
    }
    await alice.say(id, "three");
    await clock.until(() => bob.cursor(id) === 4);
    const sent = bob.world.logs.get(id)?.entries.map((entry) => atob(entry.envelope?.ciphertext ?? ""));
    expect(sent?.filter((text) => text.includes("profileKey")).length).toBe(2);
  });

  test("brings the profile key along again as soon as the name has changed, and the other side looks a minute later", async () => {
    const { clock, alice, bob, id } = await direct();
    for (const [name, text] of [
      ["Alice", "one"],
      ["Alice B.", "two"],
      ["Alice C.", "three"],
    ] as const) {
      const named = alice.engine.profiles.setProfile({ name });
      await clock.pass(100);
      await named;
      await alice.say(id, text);
    }
    await clock.until(() => bob.cursor(id) === 4);
    expect(bob.engine.state.person(ALICE)?.name).not.toBe("Alice C.");
    await clock.until(() => bob.engine.state.person(ALICE)?.name === "Alice C.", 61_000);
    await clock.pass(100);
    expect(bob.engine.state.person(ALICE)?.told).toBeUndefined();
  });

  test("brings names that the server did not tell just then: they are asked for at the next connection", async () => {
    const { clock, alice, bob, id } = await direct();
    const named = alice.engine.profiles.setProfile({ name: "Alice" });
    await clock.pass(100);
    await named;
    // The events come, and no answer does.
    bob.faults = { ...NO_FAULTS, lost: 1 };
    await alice.say(id, "one");
    await clock.until(() => bob.cursor(id) === 2);
    await clock.pass(1_000);
    expect(bob.engine.state.person(ALICE)?.name).toBeUndefined();
    await bob.crashAndRestart();
    bob.faults = NO_FAULTS;
    await clock.until(() => bob.engine.state.person(ALICE)?.name === "Alice", 120_000);
  });

  test("shows typing for ten seconds, or until a message comes", async () => {
    const { clock, alice, bob, id } = await direct();
    await alice.say(id, "one");
    await bob.say(id, "two");
    await clock.until(() => bob.cursor(id) === 3 && alice.cursor(id) === 3);
    await clock.pass(10);
    alice.engine.typing(id);
    alice.engine.typing(id);
    await clock.until(() => bob.engine.passing().typing[id]?.includes(ALICE) === true);
    expect(alice.sent.filter(({ action }) => action === "signal").length).toBe(1);
    await alice.say(id, "three");
    await clock.until(() => bob.cursor(id) === 4);
    await clock.pass(10);
    expect(bob.engine.passing().typing[id]).toBeUndefined();
    await clock.pass(6_000);
    alice.engine.typing(id);
    await clock.until(() => bob.engine.passing().typing[id]?.includes(ALICE) === true);
    await clock.pass(10_001);
    expect(bob.engine.passing().typing[id]).toBeUndefined();
  });

  test("tells that something has expired, and goes on behind it", async () => {
    const { clock, world, alice, bob, id } = await direct();
    bob.disconnect();
    for (const text of ["one", "two", "three"]) {
      await alice.say(id, text);
    }
    await clock.until(() => alice.cursor(id) === 4);
    world.expire(id, 3);
    bob.connect();
    await clock.until(() => bob.cursor(id) === 4);
    expect((await bob.lines(id)).map(({ content }) => ("why" in content ? content.why : content.is))).toEqual([
      "expired",
      "text",
    ]);
  });

  test("goes on after a backup was restored: nothing twice, nothing lost that is here", async () => {
    const { clock, world, alice, bob, id } = await direct();
    for (const text of ["one", "two", "three"]) {
      await alice.say(id, text);
    }
    await clock.until(() => alice.cursor(id) === 4 && bob.cursor(id) === 4);
    world.restore(id, 2);
    for (const device of [alice, bob]) {
      device.disconnect().connect();
    }
    await clock.pass(30_000);
    await bob.say(id, "four");
    await clock.until(() => alice.cursor(id) === 3 && bob.cursor(id) === 3);
    expect(await alice.texts(id)).toEqual(["one", "two", "three", "four"]);
    expect(await bob.texts(id)).toEqual(["one", "two", "three", "four"]);
  });

  test("lets what is still being encrypted wait, whatever happens, and others overtake it", async () => {
    const { clock, world, alice, bob, id } = await direct();
    const content = { is: "media", files: [freshFile(5, { type: "application/pdf" })] } as const;
    const item = { ...freshItem(clock, alice.self, id, content), outcome: { is: "preparing" } } as const;
    await alice.store.write({ outbox: [item] });
    await alice.engine.queued();
    await alice.say(id, "meanwhile");
    await clock.until(() => bob.cursor(id) === 2);
    world.restore(id, 2);
    alice.disconnect().connect();
    await clock.pass(30_000);
    await alice.crashAndRestart();
    await clock.pass(30_000);
    expect(await bob.texts(id)).toEqual(["meanwhile"]);
    expect(alice.engine.state.outbox(id)).toEqual([item]);
    expect(await alice.engine.discard(id, item.id)).toBe(true);
    expect(alice.engine.state.outbox(id)).toEqual([]);
  });

  test("removed here, comes back with the next message and without the old ones", async () => {
    const { clock, alice, bob, id } = await direct();
    await alice.say(id, "one");
    await clock.until(() => bob.cursor(id) === 2);
    await bob.engine.local.remove(id);
    expect(bob.engine.state.conversation(id)?.removed).toBe(true);
    await clock.pass(10);
    await alice.say(id, "two");
    await clock.until(() => bob.cursor(id) === 3);
    expect(bob.engine.state.conversation(id)?.removed).toBeUndefined();
    expect(await bob.texts(id)).toEqual(["two"]);
  });
});

describe("the outbox", () => {
  test("keeps what is written without a network, and sends it in order later", async () => {
    const { clock, alice, bob, id } = await direct();
    alice.disconnect();
    alice.faults = { ...alice.faults, lost: 1 };
    for (let i = 0; i < 30; i++) {
      await alice.say(id, `message ${i}`);
    }
    await clock.pass(100_000);
    expect(await bob.texts(id)).toEqual([]);
    alice.faults = { ...alice.faults, lost: 0 };
    alice.connect();
    await clock.until(() => bob.cursor(id) === 31);
    expect(await bob.texts(id)).toEqual(Array.from({ length: 30 }, (_, i) => `message ${i}`));
  });

  test("sends the same bytes again after a crash in the middle of sending", async () => {
    const { clock, world, alice, bob, id } = await direct();
    alice.faults = { ...alice.faults, unanswered: 1, delay: 1_000 };
    await alice.say(id, "once");
    await clock.until(() => world.logs.get(id)?.entries.length === 2);
    await alice.crashAndRestart();
    alice.faults = { ...alice.faults, unanswered: 0 };
    await clock.until(() => alice.cursor(id) === 2 && bob.cursor(id) === 2);
    await clock.pass(60_000);
    expect(world.logs.get(id)?.entries.length).toBe(2);
    expect(await alice.texts(id)).toEqual(["once"]);
  });

  test("finds what an attempt got through that was sealed to other devices", async () => {
    const { clock, world, alice, bob, id, make } = await direct();
    alice.faults = { ...alice.faults, unanswered: 1 };
    await alice.say(id, "once");
    await clock.until(() => world.logs.get(id)?.entries.length === 2);
    await make(BOB, "bob tablet");
    alice.faults = { ...alice.faults, unanswered: 0 };
    await clock.until(() => alice.cursor(id) === 2 && bob.cursor(id) === 2);
    expect(await alice.texts(id)).toEqual(["once"]);
    expect(alice.engine.state.outbox(id)).toEqual([]);
  });

  test("syncs first when the server cannot look far enough", async () => {
    const { clock, world, alice, bob, id } = await direct();
    world.lookUp = 3;
    alice.disconnect();
    alice.faults = { ...alice.faults, lost: 1 };
    await alice.say(id, "late");
    await clock.pass(5_000);
    for (let i = 0; i < 8; i++) {
      await bob.say(id, `message ${i}`);
      await clock.pass(1_000);
    }
    alice.faults = { ...alice.faults, lost: 0 };
    alice.connect();
    await clock.until(() => bob.cursor(id) === 10);
    expect((await bob.texts(id)).at(-1)).toBe("late");
  });

  test("seals to a new device list with the same id", async () => {
    const { clock, world, alice, bob, id } = await direct();
    await alice.say(id, "one");
    await clock.until(() => bob.cursor(id) === 2);
    world.removeDevice(BOB, bob.self.device);
    const laptop = new TestDevice(clock, world, { account: BOB, device: named("bob laptop") });
    (await laptop.start()).connect();
    const message = await alice.say(id, "two");
    await clock.until(() => laptop.cursor(id) === 3);
    expect(await laptop.texts(id)).toEqual(["two"]);
    expect(world.logs.get(id)?.entries.at(-1)?.envelope?.id).toBe(message);
  });

  test("looks into the log first when this is another device than the one that tried", async () => {
    const { clock, world, alice, bob, id } = await direct();
    alice.faults = { ...alice.faults, unanswered: 1 };
    await alice.say(id, "once");
    await clock.until(() => world.logs.get(id)?.entries.length === 2);
    alice.disconnect();
    alice.engine.stop();
    const anew = new TestDevice(clock, world, { account: ALICE, device: named("alice again") });
    world.removeDevice(ALICE, alice.self.device);
    anew.store = alice.store;
    (await anew.start()).connect();
    await clock.pass(60_000);
    expect(world.logs.get(id)?.entries.length).toBe(2);
    expect(await anew.texts(id)).toEqual(["once"]);
    expect(await bob.texts(id)).toEqual(["once"]);
  });

  test("gives up what can never be sent, visibly, and tries it again when it is told to", async () => {
    const { clock, world, alice, bob, id } = await group();
    const changed = alice.engine.groups.remove(id, [BOB]);
    await clock.pass(2_000);
    await changed;
    await bob.say(id, "too late");
    await clock.pass(10_000);
    const [failed] = bob.engine.state.outbox(id);
    expect(failed?.outcome).toEqual({ is: "failed", reason: "no-member" });
    expect(await bob.engine.discard(id, failed?.id ?? "")).toBe(true);
    expect(bob.engine.state.outbox(id)).toEqual([]);
    expect(world.logs.get(id)?.entries.some((entry) => entry.sender === BOB)).toBe(false);
  });
});

describe("a group", () => {
  test("has members that follow from signed entries, and a title", async () => {
    const { alice, bob, carol, clock, id } = await group();
    await clock.until(() => carol.cursor(id) === 2 && bob.cursor(id) === 2);
    for (const device of [alice, bob, carol]) {
      const row = device.engine.state.conversation(id);
      expect(row?.title?.title).toBe("Trip");
      expect(row?.standing?.proven?.members.map((member) => member.account).sort()).toEqual([ALICE, BOB, CAROL].sort());
    }
    await carol.say(id, "hello");
    await clock.until(() => alice.cursor(id) === 3);
    expect(await alice.texts(id)).toEqual(["hello"]);
  });

  test("has members whose handles are asked for, once, until one has told a name", async () => {
    const all = await people(3);
    const { clock, alice, bob, world } = all;
    world.handles.set(CAROL, "carol");
    const asked: string[] = [];
    const told = world.handles.has.bind(world.handles);
    world.handles.has = (account) => (asked.push(account), told(account));
    const created = alice.engine.groups.create(named("nonce"), { title: "Trip" }, [BOB, CAROL]);
    await clock.until(() => bob.engine.state.person(CAROL)?.handle === "carol");
    const id = await created;
    await clock.pass(20_000);
    // By Alice and Bob, of whom neither knows the other's handle either.
    expect(asked.filter((account) => account === CAROL).length).toBe(2);
    asked.length = 0;
    await alice.say(id, "one");
    await clock.until(() => bob.cursor(id) === 3);
    await clock.pass(20_000);
    expect(asked).toEqual([]);
    expect(bob.engine.state.person(ALICE)?.handle).toBeUndefined();
  });

  test("has members who know one another's names before anybody has written, as far as they know who put them there", async () => {
    const { clock, world, alice, bob, carol } = await people(3);
    const named = [
      [alice, "Alice"],
      [bob, "Bob"],
      [carol, "Carol"],
    ] as const;
    for (const [device, name] of named) {
      const set = device.engine.profiles.setProfile({ name });
      await clock.pass(1_000);
      await set;
    }
    for (const device of [bob, carol]) {
      const opened = device.direct(ALICE);
      await clock.pass(1_000);
      await device.say(await opened, "hello");
      await clock.pass(5_000);
    }
    const id = await created(alice, clock, [BOB, CAROL]);
    await clock.until(() => bob.engine.state.person(CAROL)?.name === "Carol");
    await clock.until(() => carol.engine.state.person(BOB)?.name === "Bob");
    await clock.pass(60_000);
    const entries = world.logs.get(id)?.entries.map((entry) => atob(entry.envelope?.ciphertext ?? "")) ?? [];
    expect(entries.filter((text) => text.includes('"kind":"profile"')).length).toBe(2);
    for (const [device] of named) {
      const kinds = (await device.lines(id)).map((line) => line.content.is);
      expect(kinds).toEqual(["membership", "group"]);
      expect(device.engine.state.conversation(id)?.unread).toBe(0);
      expect(device.engine.state.outbox(id)).toEqual([]);
    }
  });

  test("tells no name to a stranger who puts somebody into it", async () => {
    const { clock, world, alice, bob } = await people(2);
    const set = bob.engine.profiles.setProfile({ name: "Bob" });
    await clock.pass(1_000);
    await set;
    // Alice has written to Bob, and he has not answered.
    const opened = alice.direct(BOB);
    await clock.pass(1_000);
    await alice.say(await opened, "hello");
    const id = await created(alice, clock, [BOB]);
    await clock.pass(60_000);
    expect(bob.cursor(id)).toBe(2);
    expect(world.logs.get(id)?.entries.length).toBe(2);
    expect(alice.engine.state.person(BOB)?.name).toBeUndefined();
  });

  test("tells the name of whoever has two devices by one of them, if the other has not begun", async () => {
    const { clock, world, alice, bob, make } = await people(2);
    const tablet = await make(BOB, "bob tablet");
    const set = bob.engine.profiles.setProfile({ name: "Bob" });
    await clock.pass(1_000);
    await set;
    const opened = bob.direct(ALICE);
    await clock.pass(1_000);
    await bob.say(await opened, "hello");
    await clock.pass(5_000);
    await tablet.say(await opened, "hello again");
    await clock.pass(5_000);
    tablet.disconnect();
    const id = await created(alice, clock, [BOB]);
    await clock.until(() => bob.cursor(id) === 3);
    tablet.connect();
    await clock.pass(60_000);
    expect(tablet.cursor(id)).toBe(3);
    expect(world.logs.get(id)?.entries.length).toBe(3);
    expect(tablet.engine.state.outbox(id)).toEqual([]);
  });

  test("tells whoever is added what it is called and who is in it", async () => {
    const { alice, clock, id, make } = await group(2);
    const carol = await make(CAROL, "carol phone");
    const added = alice.engine.groups.add(id, [CAROL], "member");
    await clock.pass(3_000);
    await added;
    await clock.until(() => carol.engine.state.conversation(id)?.title?.title === "Trip");
    const standing = carol.engine.state.conversation(id)?.standing;
    expect(standing?.proven).toBeDefined();
    expect(standing?.addedBy).toBe(ALICE);
    expect((await carol.lines(id)).map((line) => line.content.is)).not.toContain("placeholder");
  });

  test("goes through with two changes at once", async () => {
    const { alice, bob, carol, clock, id } = await group();
    const role = alice.engine.groups.setRole(id, BOB, "owner");
    await clock.pass(3_000);
    await role;
    const one = alice.engine.groups.setRole(id, CAROL, "admin");
    const other = bob.engine.groups.remove(id, [ALICE]).catch(() => "refused");
    await clock.pass(10_000);
    await Promise.all([one.catch(() => "refused"), other]);
    const rosters = [bob, carol].map((device) => {
      const standing = device.engine.state.conversation(id)?.standing;
      return standing === undefined ? undefined : rosterOf(standing);
    });
    expect(rosters[0]).toEqual(rosters[1]);
    expect(rosters[0]?.members.some((member) => member.account === ALICE)).toBe(false);
  });

  test("ends for whoever leaves or is removed, and begins anew for whoever is added again", async () => {
    const { alice, bob, clock, id } = await group();
    const left = bob.engine.groups.leave(id);
    await clock.pass(3_000);
    await left;
    expect(bob.engine.state.conversation(id)?.standing?.ended).toEqual({ by: BOB });
    await alice.say(id, "without Bob");
    await clock.pass(3_000);
    expect(await bob.texts(id)).toEqual([]);
    const again = alice.engine.groups.add(id, [BOB], "member");
    await clock.pass(3_000);
    await again;
    await alice.say(id, "with Bob");
    await clock.until(() => (bob.engine.state.conversation(id)?.unread ?? 0) === 1);
    expect(await bob.texts(id)).toEqual(["with Bob"]);
    expect(bob.engine.state.conversation(id)?.standing?.ended).toBeUndefined();
  });

  test("is created once, though the first answer is lost and the tab dies", async () => {
    const { clock, world, alice } = await people();
    alice.faults = { ...alice.faults, unanswered: 1 };
    alice.engine.groups.create(named("nonce"), { title: "Trip" }, [BOB]).catch(() => undefined);
    await clock.until(() => world.logs.size === 1);
    await alice.crashAndRestart();
    alice.faults = { ...alice.faults, unanswered: 0 };
    const [id] = world.logs.keys();
    await clock.until(() => alice.engine.state.conversation(id ?? "")?.title?.title === "Trip");
    expect(world.logs.size).toBe(1);
  });

  test("takes no message from whoever is no member, and believes no server about members", async () => {
    const { alice, bob, carol, clock, world, id } = await group(3);
    await clock.until(() => bob.cursor(id) === 2);
    const log = world.logs.get(id);
    // The server adds somebody by itself: sealing to them is refused.
    const ghost = named("ghost");
    world.join(ghost, named("ghost phone"));
    if (log === undefined) {
      throw new Error("there is no log");
    }
    log.roles = new Map([...log.roles, [ghost, "member"]]);
    await alice.say(id, "not for ghosts");
    await clock.pass(200_000);
    expect(alice.engine.state.outbox(id)[0]?.outcome).toEqual({ is: "failed", reason: "changed" });
    expect(await carol.texts(id)).toEqual([]);
  });
});
