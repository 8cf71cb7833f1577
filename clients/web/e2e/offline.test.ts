import { expect, test } from "vitest";
import { until } from "./support/until.ts";
import { world } from "./support/world.ts";

const { person } = world();
const numbers = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, at) => `Thought number ${from + at}.`);

test("what is written offline, and across a reload in the midst of sending, arrives once and in order", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await alice.writes("Hi!");
  await bob.opens("Alice");
  await bob.sees("Hi!");

  await alice.goesOffline();
  for (const text of numbers(1, 5)) await alice.writes(text);
  await alice.seesMark("Thought number 5.", "waiting for a network");
  await alice.page.getByText("You are offline.").waitFor();
  await alice.comesBack();
  await bob.sees("Thought number 5.");

  for (const text of numbers(6, 10)) await alice.writes(text);
  await alice.reloads();
  await alice.field().waitFor();
  for (const text of numbers(11, 12)) await alice.writes(text);
  await bob.sees("Thought number 12.");
  await alice.seesMark("Thought number 12.", "read");

  const all = ["Hi!", ...numbers(1, 12)];
  expect(await bob.texts()).toEqual(all);
  await until("the same at the sender", async () => (await alice.texts()).join() === all.join());
});

test("who was away gets everything, in order, when coming back", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await alice.writes("Hi!");
  await bob.opens("Alice");
  await bob.sees("Hi!");
  await bob.goesOffline();
  for (const text of numbers(1, 10)) await alice.writes(text);
  await alice.seesMark("Thought number 10.", "sent");
  await bob.comesBack();
  await bob.sees("Thought number 10.");
  expect(await bob.texts()).toEqual(["Hi!", ...numbers(1, 10)]);
  await alice.seesMark("Thought number 1.", "read");
});
