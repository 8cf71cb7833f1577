import { expect, test } from "vitest";
import { testClock } from "../testing/clock.ts";
import { named } from "../testing/cryptography.ts";
import { NO_FAULTS, TestDevice } from "../testing/device.ts";
import { ModelServer } from "../testing/model-server.ts";
import { ALICE, BOB, CAROL } from "../testing/scenes.ts";

/** Alice has a direct conversation with Bob and a group with Bob and Carol, and has compared Bob's safety number. */
async function verified() {
  const clock = testClock(1);
  const world = new ModelServer(clock);
  const make = async (account: string, name: string): Promise<TestDevice> =>
    (await new TestDevice(clock, world, { account, device: named(name) }).start()).connect();
  const done = async <T>(work: Promise<T>): Promise<T> => {
    await clock.pass(5_000);
    return await work;
  };
  const alice = await make(ALICE, "alice phone");
  const bob = await make(BOB, "bob phone");
  const carol = await make(CAROL, "carol phone");
  await clock.pass(20_000);
  const id = await done(alice.direct(BOB));
  const group = await done(alice.engine.groups.create(named("nonce"), { title: "Trip" }, [BOB, CAROL]));
  await done(alice.engine.directory.refresh([BOB, CAROL]));
  const compare = async (account: string): Promise<void> => {
    const { changed: _changed, ...row } = alice.engine.state.person(account) ?? { account };
    await alice.engine.state.write({ people: [{ ...row, verified: "1" }] });
  };
  await compare(BOB);
  await clock.pass(120_000);
  alice.looked.length = 0;
  const look = (conversation: string): Promise<void> => done(alice.engine.look(conversation));
  const isChanged = (account = BOB): boolean => alice.engine.state.person(account)?.changed === true;
  return { clock, world, alice, bob, carol, id, group, make, done, compare, look, isChanged };
}

test("a message from a new device of somebody verified says at once that the number is another", async () => {
  const { clock, alice, id, make, isChanged } = await verified();
  const tablet = await make(BOB, "bob tablet");
  await clock.pass(20_000);
  expect(isChanged()).toBe(false);
  await tablet.say(id, "from the tablet");
  await clock.until(() => alice.cursor(id) === 2);
  expect(isChanged()).toBe(true);
  expect(alice.engine.state.person(BOB)?.verified).toBeUndefined();
});

test("a message that is refused for a new device of somebody verified says that the number is another", async () => {
  const { clock, alice, id, make, isChanged } = await verified();
  await make(BOB, "bob tablet");
  await clock.pass(20_000);
  expect(isChanged()).toBe(false);
  await alice.say(id, "to all of them");
  await clock.until(() => isChanged());
  expect(alice.looked).toHaveLength(1);
});

test("whoever looks at a conversation sees by one request whether the number is another", async () => {
  const { clock, alice, world, id, make, look, isChanged } = await verified();
  await look(id);
  expect(alice.looked).toEqual([[BOB]]);
  expect(isChanged()).toBe(false);
  const tablet = await make(BOB, "bob tablet");
  await clock.pass(60_000);
  await look(id);
  expect(isChanged()).toBe(true);
  expect(alice.looked).toHaveLength(2);
  // Nothing is left to be lost.
  world.removeDevice(BOB, tablet.self.device);
  await clock.pass(60_000);
  await look(id);
  expect(alice.looked).toHaveLength(2);
});

test("that somebody verified has a device less is seen likewise", async () => {
  const { clock, world, alice, id, make, compare, done, look, isChanged } = await verified();
  const tablet = await make(BOB, "bob tablet");
  await done(alice.engine.directory.refresh([BOB]));
  await compare(BOB);
  world.removeDevice(BOB, tablet.self.device);
  await clock.pass(60_000);
  await look(id);
  expect(isChanged()).toBe(true);
});

test("one look a moment after another asks nobody, unless the first was not answered", async () => {
  const { clock, alice, id, group, done, look } = await verified();
  await look(id);
  await look(id);
  await look(group);
  expect(alice.looked).toHaveLength(1);
  await clock.pass(60_000);
  alice.faults = { ...NO_FAULTS, lost: 1 };
  await done(alice.engine.look(id).catch(() => undefined));
  alice.faults = NO_FAULTS;
  await look(id);
  expect(alice.looked).toHaveLength(3);
});

test("a look at a group asks for all of its verified members at once, and for nobody else", async () => {
  const { clock, alice, group, make, compare, look, isChanged } = await verified();
  await look(group);
  expect(alice.looked).toEqual([[BOB]]);
  await compare(CAROL);
  await make(CAROL, "carol tablet");
  await clock.pass(60_000);
  await look(group);
  expect(alice.looked.slice(1).map((accounts) => [...accounts].sort())).toEqual([[BOB, CAROL].sort()]);
  expect([isChanged(BOB), isChanged(CAROL)]).toEqual([false, true]);
});

test("a device of one's own more or less leaves those verified who were", async () => {
  const { clock, world, alice, id, make, look, done } = await verified();
  const tablet = await make(ALICE, "alice tablet");
  await clock.pass(60_000);
  await look(id);
  expect(alice.engine.state.person(BOB)).toMatchObject({ verified: "1" });
  world.removeDevice(ALICE, tablet.self.device);
  await done(alice.engine.directory.refresh([ALICE, BOB]));
  expect(alice.engine.state.person(BOB)).toMatchObject({ verified: "1" });
});
