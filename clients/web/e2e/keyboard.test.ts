import { test } from "vitest";
import { codesFor, nextCode } from "./support/codes.ts";
import type { Device } from "./support/device.ts";
import { world } from "./support/world.ts";

const { device, person, number } = world();

/** What is focused, by all that it is called. */
const focused = (at: Device): Promise<string> =>
  at.page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return "";
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
    return [element.getAttribute("aria-label"), label, element.textContent].join(" ").trim();
  });

/** Presses a key. Where lines are scrolled to, the focus moves with the next frame. */
async function press(at: Device, key: string): Promise<void> {
  await at.page.keyboard.press(key);
  await at.page.evaluate(() => new Promise(requestAnimationFrame).then(() => new Promise(requestAnimationFrame)));
}

/** Presses a key, with Tab the next one's, until what is focused bears this name. */
async function reaches(at: Device, name: RegExp, key = "Tab"): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < 60; presses += 1) {
    const now = await focused(at);
    if (name.test(now)) return;
    seen.push(now.slice(0, 40));
    await press(at, key);
  }
  throw new Error(`${key} does not lead to ${name.source}, but to ${seen.join(" | ")}`);
}

/** Goes from wherever one is in a conversation to one of its lines. */
async function reachesLine(at: Device, text: RegExp): Promise<void> {
  const onLine = (): Promise<boolean> =>
    at.page.evaluate(() => document.activeElement?.matches("[data-line]") === true);
  for (let presses = 0; presses < 20 && !(await onLine()); presses += 1) await at.page.keyboard.press("Shift+Tab");
  await press(at, "End");
  await reaches(at, text, "ArrowUp");
}

test("the whole way, from signing in to signing out, can be gone by keyboard alone", async () => {
  const bob = await person("Bob");
  const alice = await device("Alice");
  const { page } = alice;
  const keys = page.keyboard;
  const own = number();
  await page
    .getByRole("link", { name: /sign in/iu })
    .first()
    .waitFor();
  await reaches(alice, /sign in/iu);
  await keys.press("Enter");
  await page.getByLabel("Phone number").waitFor();
  await reaches(alice, /phone number/iu);
  await keys.type(own);
  const before = await codesFor(own);
  await keys.press("Enter");
  await page.getByLabel(/code of six/iu).waitFor();
  await reaches(alice, /code of six/iu);
  await keys.type(await nextCode(own, before));
  await page.getByLabel("Name", { exact: true }).waitFor();
  await reaches(alice, /^Name/u);
  await keys.type("Alice");
  await keys.press("Enter");
  await alice.isReady();

  // A conversation is begun, and written in.
  await keys.press("n");
  await page.getByLabel("Name, handle or phone number").waitFor();
  await reaches(alice, /name, handle or phone number/iu);
  await keys.type(`@${bob.handle}`);
  await keys.press("Enter");
  await page.locator("main li .card-row").first().waitFor();
  await reaches(alice, new RegExp(bob.handle, "u"));
  await keys.press("Enter");
  await alice.field().waitFor();
  await reaches(alice, /write a message/iu);
  await keys.type("Written without a mouse");
  await keys.press("Enter");
  await bob.opens("Alice");
  await bob.sees("Written without a mouse");
  await bob.writes("With keys alone?");
  await alice.sees("With keys alone?");

  // It is replied to, and reacted to.
  await reachesLine(alice, /With keys alone/u);
  await keys.press("r");
  await page.locator(".composer", { hasText: "Replying to" }).waitFor();
  await reaches(alice, /write a message/iu);
  await keys.type("Keys alone");
  await keys.press("Enter");
  await bob.line("Keys alone").locator(".quote", { hasText: "With keys alone?" }).waitFor();
  await reachesLine(alice, /With keys alone\?/u);
  await keys.press("Enter");
  await page.getByRole("menu").waitFor();
  await reaches(alice, /React with ❤️/u);
  await keys.press("Enter");
  await bob.line("With keys alone?").locator(".reaction", { hasText: "❤️" }).waitFor();

  // What was written last is edited, and deleted.
  await reaches(alice, /write a message/iu);
  await keys.press("ArrowUp");
  await page.locator(".composer", { hasText: "Editing a message" }).waitFor();
  await keys.press("ControlOrMeta+a");
  await keys.type("Nothing but keys");
  await keys.press("Enter");
  await bob.sees("Nothing but keys");
  await alice.seesMark("Nothing but keys", "read");
  await reachesLine(alice, /Nothing but keys/u);
  await keys.press("Enter");
  await page.getByRole("menu").waitFor();
  await reaches(alice, /Delete for everyone/u, "ArrowDown");
  await keys.press("Enter");
  await page.getByRole("dialog").waitFor();
  await reaches(alice, /^Delete for everyone$/u);
  await keys.press("Enter");
  await bob.sees("This message was deleted");

  // The information about it, the settings, and out.
  await reaches(alice, /^About this chat$/u, "Shift+Tab");
  await keys.press("Enter");
  await page.locator(".info-head").waitFor();
  await reaches(alice, /^Safety number/u);
  await keys.press("Enter");
  await page.getByRole("dialog").waitFor();
  await keys.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await keys.press(",");
  await page.getByRole("heading", { name: "Settings", exact: true }).waitFor();
  await reaches(alice, /Name, picture, handle/u);
  await keys.press("Enter");
  await page.getByRole("button", { name: /^Sign out on this device/u }).waitFor();
  await reaches(alice, /^Sign out on this device/u);
  await keys.press("Enter");
  await page.getByRole("dialog").waitFor();
  await reaches(alice, /^Sign out on this device$/u);
  await keys.press("Enter");
  await page
    .getByRole("link", { name: /sign in/iu })
    .first()
    .waitFor();
});
