import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import type { Device } from "./support/device.ts";
import { world } from "./support/world.ts";

const { device, person } = world();
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
