import { describe, expect, test } from "vitest";
import type { TestDevice } from "./testing/device.ts";
import { ALICE, BOB, direct } from "./testing/scenes.ts";
import { reached } from "./history/receipts.ts";

/** Alice has written to Bob while his tablet was away. */
async function tabletAway() {
  const all = await direct();
  const { clock, alice, bob, id } = all;
  const tablet = await all.make(BOB, "bob tablet");
  await clock.pass(20_000);
  tablet.disconnect();
  await alice.say(id, "hello");
  await clock.until(() => bob.cursor(id) === 2);
  return { ...all, tablet };
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

  test("is told to the server by each device that has it, and what was read by one of them", async () => {
    const { clock, bob, id, tablet } = await tabletAway();
    await clock.pass(10_000);
    tablet.connect();
    await clock.until(() => tablet.cursor(id) === 2);
    await clock.pass(10_000);
    const told = (device: TestDevice) =>
      device.sent.filter(({ action }) => action === "receipt").map(({ frame }) => frame);
    expect(told(bob)).toEqual([{ conversation: id, delivered: 2 }]);
    expect(told(tablet)).toEqual([{ conversation: id, delivered: 2 }]);
    await bob.engine.markRead(id, 99);
    await clock.pass(10_000);
    expect(told(bob).slice(1)).toEqual([{ conversation: id, read: 2 }]);
    expect(told(tablet).slice(1)).toEqual([]);
  });

  test("is told again some seconds after the server had no time for it", async () => {
    const { clock, alice, bob, id } = await direct();
    const busy = { is: "busy", status: 503, detail: "", requestId: "r", retryAfter: 1 } as const;
    bob.refuses = (action) => (action === "receipt" ? busy : undefined);
    await alice.say(id, "hello");
    await clock.until(() => bob.sent.filter(({ action }) => action === "receipt").length === 2);
    bob.refuses = () => undefined;
    await clock.until(() => alice.engine.state.conversation(id)?.receipts[BOB]?.delivered === 2);
  });

  test("is no news on a device that comes back when it was read on another", async () => {
    const { clock, bob, id, tablet } = await tabletAway();
    await bob.engine.markRead(id, 99);
    await clock.pass(10_000);
    tablet.connect();
    await clock.until(() => tablet.cursor(id) === 2);
    await clock.pass(1_000);
    const row = tablet.engine.state.conversation(id);
    expect(row?.unread).toBe(0);
    expect(row?.readOrder).toBe((await tablet.lines(id)).at(-1)?.order);
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

  test("asks again what answers for older logs, as an instance of before may for a moment, and learns nothing of it", async () => {
    const { clock, world, alice, bob, id } = await direct();
    await alice.say(id, "one");
    world.restore(id, Infinity);
    const again = async () => {
      for (const device of [alice, bob]) {
        device.disconnect().connect();
      }
      await clock.pass(30_000);
    };
    await again();
    world.logEpoch--;
    await alice.say(id, "two");
    await again();
    expect([alice, bob].map(({ engine }) => engine.state.own().logEpoch)).toEqual([2, 2]);
    world.logEpoch++;
    await clock.until(() => alice.cursor(id) === 3 && bob.cursor(id) === 3);
    expect(await alice.texts(id)).toEqual(["one", "two"]);
    expect(await bob.texts(id)).toEqual(["one", "two"]);
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
