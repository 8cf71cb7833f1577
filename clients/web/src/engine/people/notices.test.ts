import { describe, expect, test } from "vitest";
import { named } from "../testing/cryptography.ts";
import type { TestDevice } from "../testing/device.ts";
import { ALICE, BOB, direct } from "../testing/scenes.ts";
import { acknowledgeDevices } from "./notices.ts";

describe("a conversation", () => {
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

  test("announces a device once, although the engine ended when it was to do so", async () => {
    const { clock, alice, id } = await direct();
    const untold = { at: clock.now(), added: [named("bob tablet")], removed: [] };
    const bob = alice.engine.state.person(BOB);
    await alice.store.write({ people: [{ account: BOB, ...bob, untold }] });
    await alice.crashAndRestart();
    await clock.pass(5_000);
    const told = async () => (await alice.lines(id)).filter(({ content }) => content.is === "new-device").length;
    expect(await told()).toBe(1);
    expect(alice.engine.state.person(BOB)?.untold).toBeUndefined();

    await alice.store.write({ people: [{ account: BOB, ...bob, untold }] });
    await alice.crashAndRestart();
    await clock.pass(5_000);
    expect(await told()).toBe(1);
  });
});
