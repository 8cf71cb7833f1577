import { expect, test } from "vitest";
import { until } from "./support/until.ts";
import { world } from "./support/world.ts";

const { person } = world();

test("without a network Culver opens, shows what is there, and keeps what is written until it comes back", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await alice.writes("Before the tunnel");
  await bob.opens("Alice");
  await bob.sees("Before the tunnel");
  await bob.writes("See you at the other end");
  await alice.sees("See you at the other end");
  await alice.seesMark("Before the tunnel", "read");
  // Once the worker is ready it keeps all of Culver's own files.
  await alice.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));

  await alice.goesOffline();
  await alice.comes();
  await alice.isReady();
  await alice.opens("Bob");
  await alice.sees("See you at the other end");
  await alice.page.getByText("You are offline.").waitFor();
  await alice.writes("Written in the tunnel");
  await alice.seesMark("Written in the tunnel", "waiting for a network");

  await alice.reloads();
  await alice.field().waitFor();
  await alice.seesMark("Written in the tunnel", "waiting for a network");
  await alice.writes("And after another reload");
  await alice.opensInfo();
  await alice.closesInfo();
  expect(await bob.texts()).toEqual(["Before the tunnel", "See you at the other end"]);

  await alice.comesBack();
  await bob.sees("And after another reload");
  await alice.seesMark("And after another reload", "read");
  const all = ["Before the tunnel", "See you at the other end", "Written in the tunnel", "And after another reload"];
  expect(await bob.texts()).toEqual(all);
  await until("the same at the sender", async () => (await alice.texts()).join() === all.join());
});
