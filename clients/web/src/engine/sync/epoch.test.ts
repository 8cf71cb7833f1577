import { expect, test } from "vitest";
import { named } from "../testing/cryptography.ts";
import { TestDevice } from "../testing/device.ts";
import { BOB, direct, people } from "../testing/scenes.ts";

/** Events may come while the first sync, which tells the epoch, is on its way. */
test("what comes before the first epoch is known is of that epoch, and read here when it is read elsewhere", async () => {
  const { clock, world, alice, bob } = await people();
  const tablet = await new TestDevice(clock, world, { account: BOB, device: named("bob tablet") }).start();
  const opened = alice.direct(BOB);
  await clock.pass(1_000);
  const id = await opened;
  await alice.say(id, "hello");
  await clock.until(() => bob.cursor(id) === 2);
  await tablet.engine.conversations.take(world.describe(world.log(bob.self, id)));
  for (const entry of world.logs.get(id)?.entries ?? []) {
    tablet.engine.event({ is: "entry", conversation: id, entry });
  }
  await clock.pass(100);
  tablet.connect();
  await clock.until(() => tablet.cursor(id) === 2);
  await clock.pass(20_000);
  expect(await tablet.texts(id)).toEqual(["hello"]);
  expect(tablet.engine.state.conversation(id)?.unread).toBe(1);
  await bob.engine.markRead(id, 99);
  await clock.until(() => tablet.engine.state.conversation(id)?.read === 2);
  expect(tablet.engine.state.conversation(id)?.unread).toBe(0);
  expect((await tablet.rows(id)).map(({ epoch }) => epoch)).toEqual([1, 1]);
});

/** A backup was restored, and Alice has written since then, while Bob was away. */
async function writtenAnew(texts: readonly string[]) {
  const all = await direct();
  const { clock, world, alice, bob, id } = all;
  for (const text of ["one", "two", "three"]) {
    await alice.say(id, text);
  }
  await clock.until(() => bob.cursor(id) === 4 && alice.cursor(id) === 4);
  await bob.engine.markRead(id, 99);
  await clock.pass(10_000);
  bob.disconnect();
  world.restore(id, 1);
  alice.disconnect().connect();
  await clock.pass(20_000);
  for (const text of texts) {
    await alice.say(id, text);
  }
  await clock.until(() => alice.cursor(id) === texts.length + 1);
  bob.sent.length = 0;
  return all;
}

test("what was read of other logs is not told of those that are there now", async () => {
  const { clock, alice, bob, id } = await writtenAnew(["four", "five", "six", "seven"]);
  bob.faults = { ...bob.faults, delay: 2_000 };
  bob.connect();
  await clock.pass(60_000);
  expect(await bob.texts(id)).toEqual(["one", "two", "three", "four", "five", "six", "seven"]);
  expect(bob.sent.map(({ frame }) => frame)).toEqual([{ conversation: id, delivered: 5 }]);
  expect(alice.engine.state.conversation(id)?.receipts[BOB]).toEqual({ delivered: 5, read: 0 });
});

test("entries of other logs than those that are here wait for the others", async () => {
  const { clock, alice, bob, id } = await writtenAnew(["four", "five", "six"]);
  bob.faults = { ...bob.faults, delay: 2_000 };
  bob.connect();
  bob.faults = { ...bob.faults, delay: 0 };
  await alice.say(id, "seven");
  await clock.pass(60_000);
  expect((await bob.texts(id)).slice(3)).toEqual(["four", "five", "six", "seven"]);
});

test("how far others have come in other logs says nothing of the messages that are here", async () => {
  const { clock, world, alice, bob, id } = await direct();
  alice.disconnect();
  bob.disconnect();
  await alice.say(id, "never delivered");
  await clock.until(() => alice.cursor(id) === 2);
  world.restore(id, 1);
  alice.faults = { ...alice.faults, delay: 2_000 };
  alice.connect();
  alice.engine.event({ is: "receipt", conversation: id, account: BOB, delivered: 2, read: 2 });
  await clock.pass(30_000);
  const [line] = await alice.lines(id);
  expect(line?.reached).toBe("sent");
});
