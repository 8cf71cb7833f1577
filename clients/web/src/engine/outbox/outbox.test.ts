import { describe, expect, test } from "vitest";
import { named } from "../testing/cryptography.ts";
import { TestDevice } from "../testing/device.ts";
import { ALICE, BOB, direct, group } from "../testing/scenes.ts";
import { freshFile } from "../media/preparing.ts";
import { freshItem } from "./fresh.ts";

describe("the outbox", () => {
  test("brings a message once that the server has stored twice, and answered for the second time alone", async () => {
    const { clock, world, alice, bob, id } = await direct();
    world.overlooks = true;
    await alice.say(id, "hello");
    await clock.until(() => alice.cursor(id) === 3 && bob.cursor(id) === 3);
    expect(await alice.texts(id)).toEqual(["hello"]);
    expect(await bob.texts(id)).toEqual(["hello"]);
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

  test("keeps what is about a message behind it, however long its files take", async () => {
    const { clock, alice, bob, id } = await direct();
    const item = {
      ...freshItem(clock, alice.self, id, { is: "text", text: "holyday" }),
      outcome: { is: "preparing" },
    } as const;
    await alice.store.write({ outbox: [item] });
    await alice.engine.queued();
    await alice.say(id, { is: "edit", to: { device: alice.self.device, id: item.id }, text: "holiday" });
    await alice.say(id, "meanwhile");
    await clock.until(() => bob.cursor(id) === 2);
    await alice.engine.preparations.prepared(id, item.id, item.content, []);
    await clock.until(() => bob.cursor(id) === 4);
    expect(await bob.texts(id)).toEqual(["meanwhile", "holiday"]);
  });

  test("lets go of what is about a message with it", async () => {
    const { clock, alice, id } = await direct();
    const item = {
      ...freshItem(clock, alice.self, id, { is: "text", text: "no" }),
      outcome: { is: "preparing" },
    } as const;
    await alice.store.write({ outbox: [item] });
    await alice.engine.queued();
    await alice.say(id, { is: "edit", to: { device: alice.self.device, id: item.id }, text: "yes" });
    expect(await alice.engine.discard(id, item.id)).toBe(true);
    expect(alice.engine.state.outbox(id)).toEqual([]);
  });

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
