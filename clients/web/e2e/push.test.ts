import { expect, test } from "vitest";
import type { Locator } from "playwright-core";
import type { Device } from "./support/device.ts";
import { Beside, standInForGoogle, wokenTimes } from "./support/pushes.ts";
import { everythingOnTheServer } from "./support/server.ts";
import { until } from "./support/until.ts";
import { world } from "./support/world.ts";

const { person, forgives } = world();

const switchOf = (device: Device): Locator =>
  device.page.getByRole("switch", { name: "Wake-ups when Culver is closed" });

/** Turns wake-ups on, and answers the token by which the server knows the browser then. */
async function turnsOn(device: Device, registered: readonly string[]): Promise<string> {
  await device.goes("#/settings/notifications");
  await switchOf(device).click();
  await until("the switch to be on", () => switchOf(device).isChecked());
  const [token = ""] = registered;
  expect(token).toMatch(/^[\w-]{22}$/u);
  await until("the server to know the token", async () => (await everythingOnTheServer()).includes(token));
  return token;
}

test("a browser whose pages are closed is woken, syncs, decrypts and shows who wrote what", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  const registered = await standInForGoogle(alice.context);
  await bob.finds(alice.handle);
  await bob.writes("Before");
  await alice.opens("Bob");
  await alice.sees("Before");
  await bob.seesMark("Before", "read");

  const token = await turnsOn(alice, registered);

  const beside = await Beside.open(alice.context);
  await alice.page.close();
  await bob.writes("Nobody looks at this now");
  await bob.writes("A lighthouse at noon");
  await wokenTimes(token, 1);
  expect(await beside.notifications()).toEqual([]);
  await beside.push();
  const [shown] = await until("the notification", async () => {
    const all = await beside.notifications();
    return all.length > 0 && all;
  });
  expect(shown).toMatchObject({ title: "Bob", body: "Nobody looks at this now\nA lighthouse at noon" });
  // The worker acknowledges as a page does.
  await bob.seesMark("A lighthouse at noon", "delivered");

  await bob.writes("And one more");
  await wokenTimes(token, 2);
  await beside.push();
  await until("the newer notification", async () => {
    const all = await beside.notifications();
    return all.length === 1 && all[0]?.body.endsWith("And one more") === true;
  });
  await bob.seesMark("And one more", "delivered");

  const again = await alice.newTab();
  await again.opens("Bob");
  await again.sees("And one more");
  expect(await again.texts()).toEqual(["Before", "Nobody looks at this now", "A lighthouse at noon", "And one more"]);
  await until("the notification to go once it is read", async () => (await beside.notifications()).length === 0);

  // A page that is looked at tells more than a notification.
  await beside.push();
  await bob.writes("Seen in the page");
  await again.sees("Seen in the page");
  expect(await beside.notifications()).toEqual([]);

  await again.goes("#/settings/notifications");
  const off = switchOf(again);
  await off.click();
  await until("the switch to be off", async () => !(await off.isChecked()));
  await until("the server to forget the token", async () => !(await everythingOnTheServer()).includes(token));
});

test("signing out takes wake-ups along: at the server, at the push service, and what Firebase has stored", async () => {
  const alice = await person("Alice");
  const token = await turnsOn(alice, await standInForGoogle(alice.context));
  await alice.signsOut();
  await alice.page
    .getByRole("link", { name: /sign in/iu })
    .first()
    .waitFor();
  await until("the server to forget the token", async () => !(await everythingOnTheServer()).includes(token));
  const left = await alice.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const subscription = await registration?.pushManager.getSubscription();
    const databases = await indexedDB.databases();
    return { subscription, firebase: databases.filter(({ name }) => name?.startsWith("firebase")) };
  });
  expect(left).toEqual({ subscription: null, firebase: [] });
});

test("what Firebase does not take stays off and says whose it is to mend; nobody is registered by a link", async () => {
  const alice = await person("Alice");
  forgives(/403/u);
  await standInForGoogle(alice.context);
  let asked = 0;
  await alice.context.route("https://firebaseinstallations.googleapis.com/**", async (route) => {
    asked++;
    const error = { code: 403, message: "The caller does not have permission", status: "PERMISSION_DENIED" };
    await route.fulfill({ status: 403, headers: { "access-control-allow-origin": "*" }, json: { error } });
  });
  await alice.page.goto(new URL("push.html", alice.page.url()).href);
  await alice.isReady();
  expect(asked).toBe(0);

  await alice.goes("#/settings/notifications");
  const row = switchOf(alice);
  await row.click();
  const problem = alice.page.getByRole("alert").filter({ hasText: "Firebase did not take the registration" });
  await problem.waitFor();
  expect(asked).toBeGreaterThan(0);
  expect(await row.isChecked()).toBe(false);
});
