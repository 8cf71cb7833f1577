import { expect, test } from "vitest";
import { NO_FAULTS, type TestDevice } from "../testing/device.ts";
import { ALICE, BOB, CAROL, created, people } from "../testing/scenes.ts";

/** Alice talks to Bob, to Carol and in a group, where everybody has read everything. */
async function quiet() {
  const all = await people(3);
  const { clock, alice, bob, carol } = all;
  const opened = [alice.direct(BOB), alice.direct(CAROL)] as const;
  await clock.pass(1_000);
  const places = { bob: await opened[0], carol: await opened[1], group: await created(alice, clock, [BOB, CAROL]) };
  await alice.say(places.bob, "hello");
  await clock.pass(5_000);
  await carol.say(places.carol, "hi");
  await clock.pass(5_000);
  const read = async (): Promise<void> => {
    for (const device of [alice, bob, carol]) {
      for (const row of device.engine.state.conversations()) {
        await device.engine.markRead(row.id, row.order);
      }
    }
    await clock.pass(20_000);
  };
  await read();
  await back(alice, clock);
  alice.asked.length = 0;
  alice.sent.length = 0;
  return { ...all, places, read };
}

/** The device comes back, and looks twice. */
async function back(device: TestDevice, clock: { pass(time: number): Promise<void> }): Promise<void> {
  device.disconnect().connect();
  await clock.pass(20_000);
}

const synced = (device: TestDevice): unknown[] =>
  device.asked.filter(({ operation }) => operation === "sync").map(({ request }) => request);

test("where nothing happens, coming back is cheap: ids alone, no receipts, and a glance the second time", async () => {
  const { clock, alice, places } = await quiet();
  await back(alice, clock);
  const cursors = Object.values(places)
    .sort()
    .map((conversation) => ({ conversation, after: alice.cursor(conversation), receipts: false }));
  const listed = { operation: "listConversations", request: { limit: 100, only: "ids" } };
  expect(alice.asked).toEqual([
    listed,
    { operation: "sync", request: { cursors } },
    listed,
    { operation: "sync", request: { cursors, again: true } },
  ]);
});

test("a message and a receipt that came meanwhile are seen", async () => {
  const { clock, alice, bob, carol, places } = await quiet();
  await alice.say(places.bob, "are you there?");
  await clock.until(() => bob.cursor(places.bob) === 3);
  await clock.pass(10_000);
  alice.disconnect();
  await bob.engine.markRead(places.bob, 99);
  await carol.say(places.carol, "news");
  await clock.pass(10_000);
  alice.asked.length = 0;
  await back(alice, clock);
  expect(alice.engine.state.conversation(places.bob)?.receipts[BOB]).toEqual({ delivered: 3, read: 3 });
  expect(await alice.texts(places.carol)).toEqual(["hi", "news"]);
  expect(synced(alice)[0]).toMatchObject({
    cursors: expect.arrayContaining([
      { conversation: places.bob, after: 3 },
      { conversation: places.group, after: 2, receipts: false },
    ]) as unknown,
  });
});

test("a receipt is not told at each connection anew: the server is asked once whether it has it", async () => {
  const { clock, alice, bob, places, read } = await quiet();
  await bob.say(places.bob, "told");
  await clock.pass(5_000);
  await read();
  await back(alice, clock);
  alice.sent.length = 0;
  alice.asked.length = 0;
  await back(alice, clock);
  expect(alice.sent).toEqual([]);
  expect(JSON.stringify(synced(alice))).not.toMatch(/"after":\d+}/);
});

test("a receipt that got lost is told again when the net brings its entry once more", async () => {
  const { clock, alice, bob, world, places } = await quiet();
  await bob.say(places.bob, "told");
  await clock.until(() => alice.cursor(places.bob) === 3);
  await clock.pass(5_000);
  alice.sent.length = 0;
  for (let i = 0; i < 3; i++) {
    world.repeat(places.bob, alice.self.device);
  }
  await clock.pass(5_000);
  expect(alice.sent).toEqual([{ action: "receipt", frame: { conversation: places.bob, delivered: 3 } }]);
});

test("what another device of the account has read is seen by one that has not", async () => {
  const { clock, alice, bob, places, make } = await quiet();
  const tablet = await make(ALICE, "alice tablet");
  await clock.pass(20_000);
  await bob.say(places.bob, "for both");
  await clock.until(() => tablet.cursor(places.bob) === 3 && alice.cursor(places.bob) === 3);
  tablet.disconnect();
  await alice.engine.markRead(places.bob, 99);
  await clock.pass(10_000);
  await back(tablet, clock);
  expect(tablet.engine.state.conversation(places.bob)?.unread).toBe(0);
});

test("what a send has overlooked comes with the second look", async () => {
  const { clock, alice, bob, places } = await quiet();
  alice.disconnect().connect();
  await clock.pass(5_000);
  alice.faults = { ...NO_FAULTS, eventsLost: 1 };
  await bob.say(places.bob, "overlooked");
  await clock.until(() => bob.cursor(places.bob) === 3);
  await clock.pass(100);
  alice.faults = NO_FAULTS;
  expect(alice.cursor(places.bob)).toBe(2);
  await clock.pass(20_000);
  expect(await alice.texts(places.bob)).toEqual(["hello", "overlooked"]);
});

test("conversations that are new are read: few of them one by one, many as a list", async () => {
  const { clock, alice, bob, world, make } = await quiet();
  const operations = (device: TestDevice) => [...new Set(device.asked.map(({ operation }) => operation))];
  alice.disconnect();
  const id = await created(bob, clock, [ALICE]);
  await back(alice, clock);
  expect(alice.engine.state.conversation(id)?.standing).toBeDefined();
  expect(operations(alice)).toEqual(["listConversations", "getConversation", "sync"]);
  for (const account of ["d", "e"]) {
    const opened = alice.direct((await make(account, account)).self.account);
    await clock.pass(1_000);
    await opened;
  }
  const tablet = await make(ALICE, "alice tablet");
  await clock.pass(20_000);
  expect(tablet.engine.state.conversations().length).toBe(world.logs.size);
  const first = tablet.asked.findIndex(({ operation }) => operation === "sync");
  expect(new Set(tablet.asked.slice(0, first).map(({ operation }) => operation))).toEqual(
    new Set(["listConversations"]),
  );
});

test("an older server that knows none of it is asked as before", async () => {
  const { clock, alice, bob, places, world } = await quiet();
  world.older = true;
  alice.disconnect();
  await bob.say(places.bob, "old style");
  await clock.pass(1_000);
  await back(alice, clock);
  expect(await alice.texts(places.bob)).toEqual(["hello", "old style"]);
  expect(synced(alice).filter((request) => /receipts|again/.test(JSON.stringify(request)))).toHaveLength(1);
});
