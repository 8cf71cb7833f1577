import { expect, test } from "vitest";
import type { Device } from "./support/device.ts";
import { world } from "./support/world.ts";

const { person, another, forgives } = world();

/** The digits that a dialog shows, and the dialog closed by marking them as compared. */
async function marks(at: Device): Promise<string> {
  const dialog = at.page.getByRole("dialog");
  const digits = (await dialog.locator(".digits", { hasText: /\d/u }).innerText()).replace(/\D/gu, "");
  await dialog.getByRole("button", { name: "Mark as verified" }).click();
  await dialog.waitFor({ state: "detached" });
  return digits;
}

test("who was compared is marked, until a device comes: then there is a warning, and one compares anew or accepts", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await alice.writes("Hi!");
  await bob.opens("Alice");
  await bob.sees("Hi!");
  const marked = alice.page.locator(".chat-title", { hasText: "Verified" });
  const warning = alice.page.getByRole("status").filter({ hasText: "has changed since you compared it" });

  await alice.opensInfo();
  const row = alice.page.getByRole("button", { name: /^Safety number/u });
  expect(await row.innerText()).toContain("Not compared yet");
  await row.click();
  const before = await marks(alice);
  expect(before).toBe(await bob.safetyNumber());
  await alice.page.getByRole("button", { name: /^Safety number.*\sVerified/su }).waitFor();
  await alice.closesInfo();
  await marked.waitFor();
  expect(await warning.count()).toBe(0);
  await alice.reloads();
  await marked.waitFor();

  // Whose number was compared is looked up whenever a chat with them is opened.
  await another(bob);
  await alice.reloads();
  await warning.waitFor();
  expect(await marked.count()).toBe(0);
  await warning.getByRole("button", { name: "Compare" }).click();
  await alice.page.getByRole("dialog").getByText("This number has changed since you compared it.").waitFor();
  const after = await marks(alice);
  expect(after).not.toBe(before);
  expect(after).toBe(await bob.safetyNumber());
  await marked.waitFor();
  expect(await warning.count()).toBe(0);

  forgives(/status of 401|WebSocket connection to/u);
  // A device that goes changes it as well; whoever does not care says so, and it counts as never compared.
  await bob.goes("#/settings/devices");
  const other = bob.page.locator("main li.card-row").filter({ hasNotText: "This device" });
  await other.getByRole("button").click();
  await bob.page.getByRole("menuitem", { name: "Remove" }).click();
  await bob.page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await other.waitFor({ state: "detached" });
  await alice.reloads();
  await warning.waitFor();
  expect(await marked.count()).toBe(0);
  await warning.getByRole("button", { name: "Accept" }).click();
  await warning.waitFor({ state: "detached" });
  await alice.opensInfo();
  expect(await row.innerText()).toContain("Not compared yet");
});
