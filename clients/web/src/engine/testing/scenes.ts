import { named } from "./cryptography.ts";
import { testClock } from "./clock.ts";
import { TestDevice } from "./device.ts";
import { ModelServer } from "./model-server.ts";

export const ALICE = named("alice");
export const BOB = named("bob");
export const CAROL = named("carol");

export async function people(count = 2) {
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

export async function direct() {
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

export async function group(count = 3) {
  const all = await people(count);
  const created = all.alice.engine.groups.create(named("nonce"), { title: "Trip" }, count > 2 ? [BOB, CAROL] : [BOB]);
  await all.clock.pass(5_000);
  return { ...all, id: await created };
}

/** A group that somebody has created. */
export async function created(
  by: TestDevice,
  clock: ReturnType<typeof testClock>,
  others: readonly string[],
): Promise<string> {
  const creation = by.engine.groups.create(named("nonce"), { title: "Trip" }, others);
  await clock.pass(5_000);
  return await creation;
}
