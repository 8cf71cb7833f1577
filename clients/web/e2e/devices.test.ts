import { expect, test } from "vitest";
import { until } from "./support/until.ts";
import { world } from "./support/world.ts";

const { person, another, forgives } = world();

test("a safety number is the same on both sides, and changes when a device comes", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await alice.writes("Hi!");
  await bob.opens("Alice");
  await bob.sees("Hi!");
  const before = await alice.safetyNumber();
  expect(before).toMatch(/^\d{60}$/u);
  expect(await bob.safetyNumber()).toBe(before);

  await another(bob);
  const after = await alice.safetyNumber();
  expect(after).not.toBe(before);
  await alice.sees("added a device.");
  expect(await bob.safetyNumber()).toBe(after);
});

test("a removed device says calmly that it has to sign in again, and goes on after that", async () => {
  forgives(/status of 401|WebSocket connection to/u);
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await bob.finds(alice.handle);
  await bob.writes("Before");
  await alice.opens("Bob");
  await alice.sees("Before");
  const other = await another(alice);
  await other.goes("#/settings/devices");
  const row = other.page.locator("main li.card-row").filter({ hasNotText: "This device" });
  await row.getByRole("button").click();
  await other.page.getByRole("menuitem", { name: "Remove" }).click();
  await other.page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();

  await alice.page.getByRole("heading", { name: /sign in again|was removed/iu }).waitFor();
  await alice.page.getByRole("button", { name: "Clear this browser" }).waitFor();
  await alice.signsIn(alice.number);
  await alice.isReady();
  await alice.opens("Bob");
  await alice.sees("Before");
  await bob.writes("Afterwards");
  await alice.sees("Afterwards");
});

test("a device that comes later knows how a group is called, how long messages live, and who everybody is", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.createsGroup("Hiking", [bob.handle]);
  await alice.writes("Who is coming?");
  await bob.opens("Hiking");
  await bob.writes("Me!");
  await alice.sees("Me!");
  await alice.opensInfo();
  await alice.page.getByLabel("Disappearing messages").selectOption({ label: "1 day" });
  await bob.page.getByText("set messages to disappear after").last().waitFor();

  const other = await another(alice);
  await other.opens("Hiking");
  await other.opensInfo();
  await until("the lifetime", async () => {
    const chosen = other.page.getByLabel("Disappearing messages").locator("option:checked");
    return (await chosen.innerText()) === "1 day";
  });
  await other.page.getByRole("button", { name: /^Actions for .*Bob/u }).waitFor();
  await other.goes("#/settings/account");
  await until("the profile", async () => {
    const name = await other.page.getByLabel("Name", { exact: true }).inputValue();
    return name === "Alice" && (await other.page.getByLabel(/^Handle/u).inputValue()) === alice.handle;
  });
  expect(await other.row("Notes to myself").count()).toBe(0);
  expect(await alice.row("Notes to myself").count()).toBe(0);
});

test("signing out leaves nothing in the browser", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await alice.writes("Hi!");
  await alice.seesMark("Hi!", "delivered");
  await alice.signsOut();
  await alice.page
    .getByRole("link", { name: /sign in/iu })
    .first()
    .waitFor();
  // Begun anew, there is a database with nothing in it but what checks its key.
  await until("an empty store", async () => {
    const left = await alice.page.evaluate(whatIsLeft);
    return left.every((line) => line === "culver keys 1" || line === "culver meta 1");
  });
  await alice.reloads();
  await alice.page
    .getByRole("link", { name: /sign in/iu })
    .first()
    .waitFor();
});

/** What this browser keeps, as counts of each store; runs in the page. */
async function whatIsLeft(): Promise<readonly string[]> {
  const left = Object.keys(localStorage);
  for (const { name = "" } of await indexedDB.databases()) {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(name);
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(new Error("it cannot be opened"));
    });
    for (const store of database.objectStoreNames) {
      const count = await new Promise<number>((resolve) => {
        const counting = database.transaction(store).objectStore(store).count();
        counting.onsuccess = () => resolve(counting.result);
      });
      if (count > 0) left.push(`${name} ${store} ${count}`);
    }
    database.close();
  }
  return left;
}
