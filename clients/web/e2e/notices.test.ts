import { expect, inject, test } from "vitest";
import type { BrowserContext, Page } from "playwright-core";
import type { Device } from "./support/device.ts";
import type { Notified } from "./support/pushes.ts";
import { until } from "./support/until.ts";
import { world } from "./support/world.ts";

const { person, another, forgives } = world();

/** Counts in each page what it shows, which takes the place of one another where it is shown. */
async function counts(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    // The empty page that a tab begins with is not secure, and has none.
    if (!("ServiceWorkerRegistration" in window)) return;
    const { prototype } = ServiceWorkerRegistration;
    // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its registration below
    const show = prototype.showNotification;
    const told: string[] = [];
    Object.assign(window, { told });
    prototype.showNotification = function (title, options) {
      told.push(title);
      return show.call(this, title, options);
    };
  });
}

const told = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => (window as unknown as { told: string[] }).told);

/** What this browser shows now. */
const notifications = (page: Page): Promise<readonly Notified[]> =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const shown = (await registration?.getNotifications()) ?? [];
    return shown.map(({ title, body, tag, silent }) => ({ title, body, tag, silent }));
  });

/** Every page of this browser is in front: what hides one is stood in for. */
const looks = (page: Page, visible: boolean): Promise<void> =>
  page.evaluate(
    (state) => {
      Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
      document.dispatchEvent(new Event("visibilitychange"));
    },
    visible ? "visible" : "hidden",
  );

/** Clicks on the one notification, of which no developer's protocol knows. */
async function clicks(context: BrowserContext): Promise<void> {
  const [worker] = context.serviceWorkers();
  if (worker === undefined) throw new Error("there is no service worker");
  await worker.evaluate(async () => {
    const { registration } = globalThis as unknown as { registration: ServiceWorkerRegistration };
    const [notification] = await registration.getNotifications();
    const click = Object.assign(new Event("notificationclick"), {
      notification,
      // Nobody has really clicked, so the browser lets no window come to the front.
      waitUntil: (work: Promise<unknown>) => work.catch(() => undefined),
    });
    dispatchEvent(click);
  });
}

async function turnsOn(device: Device): Promise<void> {
  await device.context.grantPermissions(["notifications"], { origin: new URL(inject("cloud").web).origin });
  await device.goes("#/settings/notifications");
  const row = device.page.getByRole("switch", { name: "Notifications in this browser" });
  expect(await row.isChecked()).toBe(false);
  await row.click();
  await until("the switch to be on", () => row.isChecked());
}

test("hidden tabs tell once who wrote what; a click opens the conversation, and reading takes it away", async () => {
  // The reload may come while the socket opens.
  forgives(/WebSocket is closed before/u);
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await counts(alice.context);
  await alice.reloads();
  await alice.isReady();
  await bob.finds(alice.handle);
  await bob.writes("Before");
  await alice.opens("Bob");
  await bob.seesMark("Before", "read");
  await turnsOn(alice);

  const other = await alice.newTab();
  const tabs = [alice.page, other.page];
  await Promise.all(tabs.map((page) => looks(page, false)));
  await bob.writes("A lighthouse at noon");
  const shown = await until("the notification", async () => {
    const all = await notifications(alice.page);
    return all.length > 0 && all;
  });
  expect(shown).toHaveLength(1);
  expect(shown[0]).toMatchObject({ title: "Bob", body: "A lighthouse at noon" });
  await bob.seesMark("A lighthouse at noon", "delivered");
  expect((await Promise.all(tabs.map(told))).flat()).toEqual(["Bob"]);

  await clicks(alice.context);
  const opened = await until("the conversation to be open", async () => {
    const open = await Promise.all(tabs.map((page) => page.locator(".chat-title", { hasText: "Bob" }).count()));
    return tabs[open.findIndex((count) => count > 0)];
  });
  await until("the notification to be gone", async () => (await notifications(alice.page)).length === 0);

  // One more, which goes when it is read in the page, and not before.
  await bob.writes("And one more");
  await until("the newer notification", async () => (await notifications(alice.page)).length === 1);
  await looks(opened, true);
  await bob.seesMark("And one more", "read");
  await until("the notification to be gone", async () => (await notifications(alice.page)).length === 0);

  // What is in view is told by the page alone.
  await bob.writes("Seen in the page");
  await bob.seesMark("Seen in the page", "read");
  expect(await notifications(alice.page)).toEqual([]);
  expect((await Promise.all(tabs.map(told))).flat()).toEqual(["Bob", "Bob"]);
});

test("a new device of one's own is told of in all tabs, until one of them says that it is one's own", async () => {
  const alice = await person("Alice");
  const other = await alice.newTab();
  const tabs = [alice.page, other.page];
  const notice = (page: Page) => page.getByText("A new device was added to your account");
  expect(await notice(alice.page).count()).toBe(0);
  const fresh = await another(alice);
  await Promise.all(tabs.map((page) => notice(page).waitFor()));
  // What tells of itself would have done so by the time that it knows the others.
  await fresh.goes("#/settings/devices");
  await until("the devices", async () => (await fresh.page.locator("main li").count()) === 2);
  await fresh.goes("#/");
  await fresh.isReady();
  expect(await notice(fresh.page).count()).toBe(0);
  await other.reloads();
  await notice(other.page).waitFor();
  await other.page.getByRole("button", { name: "It was me" }).click();
  await Promise.all(tabs.map((page) => notice(page).waitFor({ state: "detached" })));
});

test("Culver can be installed", async () => {
  const { page, context } = await person("Alice");
  const session = await context.newCDPSession(page);
  const { errors } = await session.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
  // Profiles of tests are private ones.
  expect(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito")).toEqual([]);
});
