import { readFile } from "node:fs/promises";
import { strFromU8, unzipSync } from "fflate";
import { expect, test } from "vitest";
import { everythingOnTheServer } from "./support/server.ts";
import { world } from "./support/world.ts";

const { person, device, forgives } = world();

test("all that is here can be taken along, and the account deleted for good, here and on the server", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await alice.page
    .locator(".composer input[type=file]")
    .setInputFiles([{ name: "list.txt", mimeType: "text/plain", buffer: Buffer.from("bread and cheese") }]);
  await alice.page.locator(".attached-file").waitFor();
  await alice.field().fill("What to bring");
  await alice.field().press("Enter");
  await alice.seesMark("What to bring", "delivered");
  await bob.opens("Alice");
  await bob.writes("I bring the bread");
  await alice.sees("I bring the bread");

  await alice.goes("#/settings/account");
  const download = alice.page.waitForEvent("download");
  await alice.page.getByRole("button", { name: /^Export everything/u }).click();
  const archive = await download;
  expect(archive.suggestedFilename()).toMatch(/^culver-.*\.zip$/u);
  const files = Object.entries(unzipSync(new Uint8Array(await readFile(await archive.path()))));
  const textOf = (name: RegExp): string =>
    files.flatMap(([is, bytes]) => (name.test(is) ? strFromU8(bytes) : [])).join();
  expect(textOf(/^people\.json$/u)).toContain("Bob");
  expect(textOf(/^conversations\/.*\.json$/u)).toContain("What to bring");
  expect(textOf(/^conversations\/.*\.json$/u)).toContain("I bring the bread");
  expect(textOf(/^files\/.* list\.txt$/u)).toBe("bread and cheese");

  expect(await everythingOnTheServer()).toContain(alice.handle);
  await alice.page.getByRole("button", { name: /^Delete the account/u }).click();
  const dialog = alice.page.getByRole("dialog");
  const go = dialog.getByRole("button", { name: "Delete for good" });
  expect(await go.isDisabled()).toBe(true);
  // Whatever is on its way to the server just then is refused.
  forgives(/status of 401.*\/v1\//u);
  await dialog.getByLabel("Type “delete” to confirm").fill("delete");
  await go.click();
  const welcome = alice.page.getByRole("link", { name: /sign in/iu }).first();
  await welcome.waitFor();
  await alice.reloads();
  await welcome.waitFor();

  // Nobody finds them any more, of which the console tells; who has their messages keeps them.
  forgives(/status of 404.*\/v1\/handles\//u);
  await bob.sees("What to bring");
  await bob.goes("#/new");
  await bob.page.getByLabel("Name, handle or phone number").fill(`@${alice.handle}`);
  await bob.page.getByLabel("Name, handle or phone number").press("Enter");
  await bob.page.getByText("Nobody was found").first().waitFor();

  // By the same number somebody new begins.
  const anew = await device("Alice anew");
  await anew.signsIn(alice.number);
  await anew.setsProfile("Alice", alice.handle);
  expect(await anew.row("Bob").count()).toBe(0);
});
