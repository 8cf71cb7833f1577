import { expect, test } from "vitest";
import { world } from "./support/world.ts";

const { person } = world();

test("two people sign in, find each other, and write both ways with marks of how far it got", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await alice.writes("Hi Bob! Can anybody else read this?");
  await alice.seesMark("Hi Bob!", "delivered");

  await bob.opens("Alice");
  await bob.page.locator(".unread-line").waitFor();
  await bob.sees("Hi Bob! Can anybody else read this?");
  await alice.seesMark("Hi Bob!", "read");

  await bob.writes("Nobody. Not even the machine in between 🙂");
  await alice.sees("Nobody. Not even the machine in between 🙂");
  await bob.seesMark("Nobody.", "read");
  expect(await alice.texts()).toEqual(await bob.texts());
  await alice.row("Bob").waitFor();
});
