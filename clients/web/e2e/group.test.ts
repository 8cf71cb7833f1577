import { expect, test } from "vitest";
import { until } from "./support/until.ts";
import { world } from "./support/world.ts";

const { person } = world();

test("a group is made, named, joined and left, and its members see it", async () => {
  const [alice, bob, carol] = [await person("Alice"), await person("Bob"), await person("Carol")];
  await alice.createsGroup("Hiking", [bob.handle]);
  await alice.writes("Who is coming?");
  await bob.opens("Hiking");
  await bob.sees("Who is coming?");
  await bob.writes("Me!");
  await alice.sees("Me!");

  await alice.opensInfo();
  await alice.page.getByRole("button", { name: "Change name and picture" }).click();
  await alice.page.getByRole("dialog").getByLabel("Name of the group").fill("Hiking in May");
  await alice.page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await bob.row("Hiking in May").waitFor();

  await alice.page.getByRole("button", { name: "Add members" }).click();
  const dialog = alice.page.getByRole("dialog");
  await alice.picks(dialog, carol.handle);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await carol.opens("Hiking in May");
  await carol.writes("Hello from Carol");
  await alice.sees("Hello from Carol");
  await bob.sees("Hello from Carol");

  await alice.page.getByRole("button", { name: /^Actions for .*Bob/u }).click();
  await alice.page.getByRole("menuitem", { name: "Remove from the group" }).click();
  await alice.page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await bob.page.getByText("You are no longer a member of this group.").waitFor();
  await alice.closesInfo();
  await alice.writes("Without Bob");
  await carol.sees("Without Bob");
  expect(await bob.texts()).not.toContain("Without Bob");

  await carol.opensInfo();
  await carol.page.getByRole("button", { name: "Leave the group" }).click();
  await carol.page.getByRole("dialog").getByRole("button", { name: "Leave the group" }).click();
  await alice.sees("Carol left");
});

test("replies, reactions, edits and deletions show on the other side", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await alice.writes("Shall we meet on Monday?");
  await alice.writes("Something silly");
  await bob.opens("Alice");
  await bob.sees("Something silly");

  await bob.replies("Monday?", "Yes, at nine");
  await alice.line("Yes, at nine").locator(".quote", { hasText: "Shall we meet on Monday?" }).waitFor();
  await bob.reacts("Something silly", "😂");
  await alice.line("Something silly").locator(".reaction", { hasText: "😂" }).waitFor();
  await bob.reacts("Something silly", "😂");
  await until("no reaction", async () => (await alice.page.locator(".reaction").count()) === 0);

  await bob.edits("Yes, at nine", "Yes, at ten");
  await alice.sees("Yes, at ten");
  await alice.line("Yes, at ten").getByText("edited").waitFor();
  await alice.deletesForEveryone("Something silly");
  await bob.sees("This message was deleted");
  await bob.seesNoMore("Something silly");
});
