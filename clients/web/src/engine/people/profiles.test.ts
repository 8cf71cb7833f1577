import { describe, expect, test } from "vitest";
import { named } from "../testing/cryptography.ts";
import type { TestClock } from "../testing/clock.ts";
import { NO_FAULTS, type TestDevice } from "../testing/device.ts";
import { ALICE, BOB, CAROL, created, direct, people } from "../testing/scenes.ts";

/** Sets somebody's name, and lets so many milliseconds pass. */
async function calls(clock: TestClock, device: TestDevice, name: string, pass = 100): Promise<void> {
  const set = device.engine.profiles.setProfile({ name });
  await clock.pass(pass);
  await set;
}

describe("a name", () => {
  test("brings the profile key along, once", async () => {
    const { clock, alice, bob, id } = await direct();
    await calls(clock, alice, "Alice");
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
      await calls(clock, alice, name, 90_000);
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
      await calls(clock, alice, name);
      await alice.say(id, text);
    }
    await clock.until(() => bob.cursor(id) === 4);
    expect(bob.engine.state.person(ALICE)?.name).not.toBe("Alice C.");
    await clock.until(() => bob.engine.state.person(ALICE)?.name === "Alice C.", 61_000);
    await clock.pass(100);
    expect(bob.engine.state.person(ALICE)?.told).toBeUndefined();
  });

  test("is told although the answer to its change was lost", async () => {
    const { clock, alice, bob, id } = await direct();
    await calls(clock, alice, "Alice");
    await alice.say(id, "one");
    await clock.until(() => bob.engine.state.person(ALICE)?.name === "Alice");
    await clock.pass(90_000);
    alice.losesAnswers = "setProfile";
    const renamed = expect(alice.engine.profiles.setProfile({ name: "Alice B." })).rejects.toThrow();
    await clock.pass(60_000);
    await renamed;
    await alice.say(id, "two");
    await clock.until(() => bob.engine.state.person(ALICE)?.name === "Alice B.");
  });

  test("that the server did not tell just then is asked for at the next connection", async () => {
    const { clock, alice, bob, id } = await direct();
    await calls(clock, alice, "Alice");
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
});

describe("a profile", () => {
  test("keeps what was not changed, which another device may have set", async () => {
    const { clock, world, alice, make, id } = await direct();
    await calls(clock, alice, "Alice");
    const tablet = await make(ALICE, "alice tablet");
    await clock.pass(30_000);
    await calls(clock, tablet, "Alice B.");
    const picture = { type: "image/webp", data: "AAAA" };
    const set = alice.engine.profiles.setProfile({ picture });
    await clock.pass(1_000);
    await set;
    await alice.say(id, "now");
    await clock.pass(90_000);

    expect(atob(world.profiles.get(ALICE) ?? "")).toContain("Alice B.");
    expect(tablet.engine.state.person(ALICE)).toMatchObject({ name: "Alice B.", picture });
  });

  test("is there on a device after it has connected", async () => {
    const { clock, world, alice, make } = await people();
    alice.disconnect();
    world.handles.set(ALICE, "alice");
    const tablet = await make(ALICE, "alice tablet");
    await clock.pass(5_000);
    expect(tablet.engine.state.person(ALICE)).toMatchObject({ handle: "alice" });

    alice.connect();
    await calls(clock, alice, "Alice", 5_000);
    expect(tablet.engine.state.person(ALICE)).toMatchObject({ name: "Alice", handle: "alice" });
  });
});

describe("a group", () => {
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
      await calls(clock, device, name, 1_000);
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
    await calls(clock, bob, "Bob", 1_000);
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
    await calls(clock, bob, "Bob", 1_000);
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
});
