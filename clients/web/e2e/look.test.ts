import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import type { Device } from "./support/device.ts";
import { codesFor, nextCode } from "./support/codes.ts";
import { world } from "./support/world.ts";

const { device, person, number } = world();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const pictures = new URL("../build/e2e/", import.meta.url).pathname;
mkdirSync(pictures, { recursive: true });

interface Found {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[];
}

/** What axe finds wrong with the page as it is, and a picture of it. */
async function look(at: Device, name: string): Promise<readonly string[]> {
  await at.page.screenshot({ path: `${pictures}${name}.png` });
  // By the debugger, since the page's own policy lets no foreign script in.
  await at.page.evaluate(axe);
  const found = await at.page.evaluate<Found>("axe.run()");
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${name}: ${id} ${html.slice(0, 200)}`));
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
    await alice.isReady();
    await see(alice, "list");
    await alice.goes("#/settings");
    await alice.page.getByRole("heading", { name: "Settings" }).waitFor();
    await see(alice, "settings");
  }
  expect(found).toEqual([]);
});

test("the main way can be gone by keyboard alone", async () => {
  const bob = await person("Bob");
  const alice = await device("Alice");
  const keys = alice.page.keyboard;
  const own = number();
  /** Presses Tab until what is focused bears this name. */
  const tabTo = async (name: RegExp): Promise<void> => {
    for (let presses = 0; presses < 40; presses += 1) {
      const focused = await alice.page.evaluate(() => {
        const element = document.activeElement;
        if (element === document.body) return "";
        const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
        return `${element?.getAttribute("aria-label") ?? ""} ${label ?? ""} ${element?.textContent ?? ""}`;
      });
      if (name.test(focused)) return;
      await keys.press("Tab");
    }
    throw new Error(`Tab does not lead to ${name.source}`);
  };
  await alice.page
    .getByRole("link", { name: /sign in/iu })
    .first()
    .waitFor();
  await tabTo(/sign in/iu);
  await keys.press("Enter");
  await alice.page.getByLabel("Phone number").waitFor();
  await tabTo(/phone number/iu);
  await keys.type(own);
  const before = await codesFor(own);
  await keys.press("Enter");
  await alice.page.getByLabel(/code of six/iu).waitFor();
  await tabTo(/code of six/iu);
  await keys.type(await nextCode(own, before));
  await alice.page.getByLabel("Name", { exact: true }).waitFor();
  await tabTo(/^\s*Name/u);
  await keys.type("Alice");
  await keys.press("Enter");
  await alice.isReady();
  await keys.press("n");
  await alice.page.getByLabel("Name, handle or phone number").waitFor();
  await tabTo(/name, handle or phone number/iu);
  await keys.type(`@${bob.handle}`);
  await keys.press("Enter");
  await alice.page.locator("main li .card-row").first().waitFor();
  await tabTo(new RegExp(bob.handle, "u"));
  await keys.press("Enter");
  await alice.field().waitFor();
  await tabTo(/write a message/iu);
  await keys.type("Written without a mouse");
  await keys.press("Enter");
  await bob.opens("Alice");
  await bob.sees("Written without a mouse");
});
