import fc from "fast-check";
import { expect, test } from "vitest";
import { MessageContents } from "./testing/texts.ts";
import { testClock } from "./testing/clock.ts";
import { named } from "./testing/cryptography.ts";
import { NO_FAULTS, TestDevice } from "./testing/device.ts";
import { ModelServer } from "./testing/model-server.ts";

const ALICE = named("alice");
const BOB = named("bob");
const CAROL = named("carol");

/** What happens in a world, in turn. `who`: one of its devices; `where`: direct conversation or group. */
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ is: fc.constant("say" as const), who: fc.nat(3), where: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant("crash" as const), who: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant("reconnect" as const), who: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant("new device" as const), who: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ is: fc.constant("read" as const), who: fc.nat(3), where: fc.nat(1) }) },
  { weight: 4, arbitrary: fc.record({ is: fc.constant("pass" as const), time: fc.nat(5_000) }) },
);

const share = fc.double({ min: 0, max: 0.4, noNaN: true });
const faults = fc.record({
  lost: share,
  unanswered: share,
  eventsLost: share,
  eventsDoubled: share,
  delay: fc.nat(3_000),
});

test("whatever is lost, doubled, late or dies: everybody has each message once, in the order of the log", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(1_000_000),
      faults,
      fc.array(step, { minLength: 5, maxLength: 40 }),
      async (seed, bad, steps) => {
        const clock = testClock(seed);
        const world = new ModelServer(clock);
        const make = async (account: string, name: string): Promise<TestDevice> =>
          (await new TestDevice(clock, world, { account, device: named(name) }).start()).connect();
        const devices = [
          await make(ALICE, "alice phone"),
          await make(ALICE, "alice tablet"),
          await make(BOB, "bob phone"),
          await make(CAROL, "carol phone"),
        ] as const;
        await clock.pass(20_000);
        const opened = devices[0].direct(BOB);
        const created = devices[0].engine.groups.create(named("nonce"), { title: "All" }, [BOB, CAROL]);
        await clock.pass(20_000);
        const places = [await opened, await created] as const;
        const later: TestDevice[] = [];
        const said = new MessageContents();

        devices.forEach((device) => (device.faults = bad));
        for (const next of steps) {
          if (next.is === "pass") {
            await clock.pass(next.time);
            continue;
          }
          const device = devices[next.who] ?? devices[0];
          switch (next.is) {
            case "say": {
              const place = device === devices[3] ? places[1] : (places[next.where] ?? places[0]);
              await device.say(place, said.next());
              break;
            }
            case "crash":
              await device.crashAndRestart();
              break;
            case "reconnect":
              device.disconnect();
              await clock.pass(500);
              device.connect();
              break;
            case "new device":
              if (later.length < 3) {
                later.push(await make(device.self.account, `later ${later.length}`));
              }
              break;
            case "read":
              await device.engine.markRead(places[next.where] ?? places[0], 1_000);
              break;
          }
        }
        devices.forEach((device) => (device.faults = NO_FAULTS));
        await clock.pass(120_000);
        [...devices, ...later].forEach((device) => device.disconnect().connect());
        await clock.pass(120_000);

        for (const place of places) {
          const log = world.logs.get(place);
          const order = (log?.entries ?? []).flatMap((entry) => said.in(entry));
          expect(new Set(order).size).toBe(order.length);
          for (const device of devices.filter((each) => log?.roles.has(each.self.account))) {
            expect(device.engine.state.outbox(place)).toEqual([]);
            expect(await device.texts(place)).toEqual(order);
            expect((await device.rows(place)).filter((row) => row.content.is === "placeholder")).toEqual([]);
          }
        }
        expect(said.count).toBe(
          places.reduce((sum, place) => sum + said.inAll(world.logs.get(place)?.entries ?? []), 0),
        );
        expect(devices.flatMap((device) => device.distrusted)).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
}, 240_000);
