import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import type { Device } from "./support/device.ts";
import { world } from "./support/world.ts";

const { device, number, person } = world();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = new URL("../build/e2e/", import.meta.url).pathname;
mkdirSync(pictures, { recursive: true });

interface Found {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

const settings = [
  ["account", "Account and profile"],
  ["devices", "Devices"],
  ["privacy", "Privacy"],
  ["notifications", "Notifications"],
  ["appearance", "Appearance and language"],
  ["blocked", "Blocked people"],
] as const;

/** What axe finds wrong with the page as it is, and a picture of it. */
async function look(at: Device, name: string): Promise<readonly string[]> {
  await at.page.screenshot({ path: `${pictures}${name}.png` });
  // By the debugger, since the page's own policy lets no foreign script in.
  await at.page.evaluate(axe);
  const found = await at.page.evaluate<Found>("axe.run()");
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${name}: ${id} ${html.slice(0, 200)}`));
}

/** Comes to the page that registers a browser for wake-ups, and stays: nobody answers it. */
async function comesToRegister(at: Device): Promise<void> {
  await at.context.route("https://firebaseinstallations.googleapis.com/**", () => new Promise(() => undefined));
  await at.page.evaluate(() => sessionStorage.setItem("culver-push-errand", "#/settings/notifications"));
  await at.page.goto(new URL("push.html", at.page.url()).href);
  await at.page.getByRole("status").filter({ hasText: "One moment" }).waitFor();
}

test("the main pages are accessible, wide and narrow, light and dark", async () => {
  const found: string[] = [];
  const bob = await person("Bob");
  for (const [width, scheme] of [
    [1280, "light"],
    [1280, "dark"],
    [360, "light"],
    [360, "dark"],
  ] as const) {
    const at = { viewport: { width, height: 780 }, colorScheme: scheme };
    const see = async (which: Device, what: string): Promise<void> => {
      found.push(...(await look(which, `${what}-${width}-${scheme}`)));
    };
    // What differs little by width or colours is looked at in two of the four.
    const thorough = (width === 1280) === (scheme === "light");
    const fresh = await device("Somebody", at);
    await fresh.page
      .getByRole("link", { name: /sign in/iu })
      .first()
      .waitFor();
    await see(fresh, "welcome");
    await fresh.page
      .getByRole("link", { name: /sign in/iu })
      .first()
      .click();
    await fresh.page.getByLabel("Phone number").waitFor();
    await see(fresh, "sign-in");
    if (thorough) {
      await fresh.page.getByLabel("Phone number").fill(number());
      await fresh.page.getByRole("button", { name: /send the code/iu }).click();
      await fresh.page.getByLabel(/code of six/iu).waitFor();
      await see(fresh, "sign-in-code");
    }
    const alice = await person(`Alice${width}${scheme}`, at);
    await see(alice, "list-empty");
    await alice.finds(bob.handle);
    await alice.writes("Shall we meet on Monday? I would bring the maps.");
    await alice.seesMark("Monday?", "delivered");
    await bob.opens(alice.name);
    await bob.sees("Monday?");
    await bob.writes("Yes!");
    await bob.reacts("Monday?", "👍");
    await alice.sees("Yes!");
    await alice.line("Monday?").locator(".reaction").waitFor();
    await see(alice, "conversation");
    await alice.goes("#/");
    await alice.row("Bob").waitFor();
    await see(alice, "list");
    await alice.goes("#/settings");
    await alice.page.getByRole("heading", { name: "Settings" }).waitFor();
    await see(alice, "settings");
    if (!thorough) continue;
    for (const [page, title] of settings) {
      await alice.goes(`#/settings/${page}`);
      await alice.page.getByRole("heading", { name: title, exact: true }).waitFor();
      await see(alice, `settings-${page}`);
    }
    await alice.goes("#/");
    await alice.opens("Bob");
    await alice.opensInfo();
    await see(alice, "info");
    await alice.page.getByRole("button", { name: /^Safety number/u }).click();
    await alice.page.getByRole("dialog").locator(".digits", { hasText: /\d/u }).waitFor();
    await see(alice, "safety-number");
    await alice.page.getByRole("dialog").getByRole("button", { name: "Close" }).click();
    await alice.createsGroup("Hiking", [bob.handle]);
    await alice.opensInfo();
    await alice.page.getByRole("button", { name: "Add members" }).waitFor();
    await see(alice, "info-group");
    await comesToRegister(alice);
    await see(alice, "push");
  }
  expect(found).toEqual([]);
});
