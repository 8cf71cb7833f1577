import { expect, test } from "vitest";
import { world } from "./support/world.ts";

const { person, another } = world();

test("tabs of one person show the same, and another takes over when the leading one closes", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await alice.writes("From the first tab");
  await bob.opens("Alice");
  await bob.sees("From the first tab");

  const second = await alice.newTab();
  await second.opens("Bob");
  await second.sees("From the first tab");
  await second.writes("From the second tab");
  await alice.sees("From the second tab");
  await bob.sees("From the second tab");

  const texts = Array.from({ length: 8 }, (_, at) => `In the midst ${at}.`);
  for (const text of texts) await alice.writes(text);
  await alice.page.close();
  await second.writes("Still here");
  await bob.sees("Still here");
  await second.seesMark("Still here", "read");
  const all = ["From the first tab", "From the second tab", ...texts, "Still here"];
  expect(await bob.texts()).toEqual(all);
  expect(await second.texts()).toEqual(all);
  await bob.writes("I see");
  await second.sees("I see");
});

test("two devices of one account both get what comes and what the other one writes", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  const other = await another(alice);
  await bob.finds(alice.handle);
  await bob.writes("To all of your devices");
  await alice.opens("Bob");
  await alice.sees("To all of your devices");
  await other.opens("Bob");
  await other.sees("To all of your devices");
  await other.writes("From the other device");
  await alice.sees("From the other device");
  await bob.sees("From the other device");
  await alice.writes("From the first device");
  await other.sees("From the first device");
  await bob.sees("From the first device");
  expect(await alice.texts()).toEqual(await other.texts());
});
