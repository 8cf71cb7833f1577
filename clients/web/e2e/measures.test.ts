import { expect, test } from "vitest";
import { world } from "./support/world.ts";

const { person } = world();

interface Load {
  readonly scripts: number;
  readonly bytes: number;
  readonly interactive: number;
}

test("how long a message takes and how much is loaded is told", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await alice.writes("Hi!");
  await bob.opens("Alice");
  await bob.sees("Hi!");
  const times: number[] = [];
  for (let at = 0; at < 20; at += 1) {
    const text = `Measured ${at}.`;
    await alice.field().fill(text);
    const from = performance.now();
    const shown = bob.sees(text);
    await alice.field().press("Enter");
    await shown;
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);

  const loads: Load[] = [];
  for (let at = 0; at < 3; at += 1) {
    await alice.page.goto("about:blank");
    await alice.comes();
    await alice.isReady();
    await alice.row("Bob").waitFor();
    loads.push(
      await alice.page.evaluate(() => {
        const scripts = performance
          .getEntriesByType("resource")
          .filter((each) => new URL(each.name).pathname.endsWith(".js")) as PerformanceResourceTiming[];
        return {
          scripts: scripts.length,
          bytes: scripts.reduce((sum, each) => sum + each.encodedBodySize, 0),
          interactive: Math.round(performance.now()),
        };
      }),
    );
  }
  const told = {
    "send to shown, ms": { median: Math.round(times[10] ?? 0), most: Math.round(times.at(-1) ?? 0) },
    "opening to the list, ms": loads.map((load) => load.interactive),
    scripts: loads[0],
  };
  process.stdout.write(`${JSON.stringify(told, undefined, 2)}\n`);
  expect(times).toHaveLength(20);
});
