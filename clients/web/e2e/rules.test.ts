import { expect, test } from "vitest";
import type { Person } from "./support/world.ts";
import { world } from "./support/world.ts";

const { person } = world();

/** Gives a member of the group whose information is open another role. */
async function makes(owner: Person, member: Person, into: string): Promise<void> {
  await owner.page.getByRole("button", { name: new RegExp(`^Actions for .*${member.name}`, "u") }).click();
  await owner.page.getByRole("menuitem", { name: into }).click();
}

test("messages disappear where that was set, roles say who may do what, and who is blocked cannot tell", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await alice.writes("This one stays");
  await bob.opens("Alice");
  await bob.sees("This one stays");
  // Alice knows Bob's name from when he has written: it comes with that.
  await bob.writes("So does this");
  await alice.sees("So does this");
  await alice.row("Bob").waitFor();

  // Half a minute for what is written from now on, which goes by while other things are tried.
  await alice.opensInfo();
  await alice.page.getByLabel("Disappearing messages").selectOption({ label: "30 seconds" });
  await alice.closesInfo();
  await alice.sees("You set messages to disappear after 30 seconds");
  await bob.sees("Alice set messages to disappear after 30 seconds");
  await bob.page.locator(".chat-below", { hasText: "Disappearing messages: 30 seconds" }).waitFor();
  await alice.writes("This one goes");
  await bob.sees("This one goes");
  await alice.seesMark("This one goes", "read");

  // The last owner cannot leave; admins may add members, members may not; another owner sets the first one free.
  await alice.createsGroup("Choir", [bob.handle]);
  await alice.writes("Do re mi");
  await bob.opens("Choir");
  await bob.sees("Do re mi");
  await bob.opensInfo();
  await alice.opensInfo();
  await alice.page.getByRole("button", { name: "Leave the group" }).click();
  await alice.page.getByText("You are the last owner. Make somebody else an owner first.").first().waitFor();
  expect(await alice.page.getByRole("dialog").count()).toBe(0);
  const mayAdd = bob.page.getByRole("button", { name: "Add members" });
  expect(await mayAdd.count()).toBe(0);
  await makes(alice, bob, "Make admin");
  await mayAdd.waitFor();
  await makes(alice, bob, "Make member");
  await mayAdd.waitFor({ state: "detached" });
  await makes(alice, bob, "Make an owner, too");
  await mayAdd.waitFor();
  await alice.page.getByRole("button", { name: "Leave the group" }).click();
  await alice.page.getByRole("dialog").getByRole("button", { name: "Leave the group" }).click();
  await bob.closesInfo();
  await bob.sees("Alice made you an admin");
  await bob.sees("Alice made you a member");
  await bob.sees("Alice made you an owner");
  await bob.sees("Alice left");

  await alice.goes("#/");
  await Promise.all([alice.opens("Bob"), bob.opens("Alice")]);
  await Promise.all([alice.sees("This one stays"), bob.sees("This one stays")]);
  await Promise.all([alice.seesNoMore("This one goes"), bob.seesNoMore("This one goes")]);
  await alice.opensInfo();
  await alice.page.getByLabel("Disappearing messages").selectOption({ label: "Off" });
  await alice.closesInfo();
  await bob.sees("Alice turned disappearing messages off");

  // Whoever is blocked writes on as to anybody, and nothing of it arrives, then or later.
  await alice.opensInfo();
  await alice.page.getByRole("button", { name: "Block", exact: true }).click();
  await alice.page.getByRole("dialog").getByRole("button", { name: "Block", exact: true }).click();
  await alice.page.getByRole("button", { name: "Unblock", exact: true }).first().waitFor();
  await alice.closesInfo();
  await alice.page.getByText("You have blocked this person.").waitFor();
  const before = await bob.page.locator("[data-line]").count();
  await bob.writes("Into the void");
  await bob.seesMark("Into the void", "sent");
  await bob.page.locator(".composer-field").waitFor();
  expect(await bob.page.locator("[data-line]").count()).toBe(before + 1);
  expect(await bob.page.getByText(/block/iu).count()).toBe(0);

  await alice.page.getByRole("button", { name: "Unblock", exact: true }).click();
  await alice.field().waitFor();
  await bob.writes("Heard again");
  await alice.sees("Heard again");
  await bob.seesMark("Heard again", "read");
  expect(await alice.texts()).toEqual(["This one stays", "So does this", "Heard again"]);
  // The lost one looks like any other.
  expect(await bob.texts()).toEqual(["This one stays", "So does this", "Into the void", "Heard again"]);
});
