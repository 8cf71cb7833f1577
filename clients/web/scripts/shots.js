// Takes pictures of the main states into build/shots and looks at each with axe. `npm run shots [-- pattern-of-names]`;
// CULVER_DEMO is the address of a running development server, otherwise one is started.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { chromium } from "playwright-core";
import { createServer } from "vite";

const only = new RegExp(process.argv[2] ?? "");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = new URL("../build/shots/", import.meta.url).pathname;
const id = (kind, number) => `${kind}${String(number).padStart(21 - kind.length, "0")}A`;
const chat = (number, more = "") => `#/c/${id("c", number)}${more}`;
const press = (name) => async (page) => page.getByRole("button", { name, exact: true }).first().click();
const row = ".message-own .bubble";

// Name, address, query, what is done before the picture is taken.
const states = [
  ["welcome", "", "standing=new"],
  ["profile", "#/welcome", "empty"],
  ["list", "#/"],
  ["list-loading", "#/", "loading"],
  ["list-empty", "#/", "empty"],
  ["list-offline", "#/", "connection=offline", (page) => page.waitForTimeout(1800)],
  ["list-catching-up", "#/", "connection=catching-up", (page) => page.waitForTimeout(1800)],
  ["list-update", "#/", "update"],
  ["list-device", "#/", "device"],
  ["list-search", "#/", "", (page) => page.locator("[data-search]").fill("train")],
  ["list-search-nothing", "#/", "", (page) => page.locator("[data-search]").fill("zzzz")],
  ["list-menu", "#/", "", press("Menu")],
  ["list-row-menu", "#/", "", (page) => page.locator("[data-row]").nth(3).click({ button: "right" })],
  ["archive", "#/archive"],
  ["chat", chat(1)],
  ["chat-long", chat(2)],
  ["chat-every-end", chat(0)],
  ["chat-every-middle", chat(0), "", (page) => scrollTo(page, 0.5)],
  ["chat-every-files", chat(0), "", (page) => scrollTo(page, 0.4)],
  ["chat-every-top", chat(0), "", (page) => scrollTo(page, 0)],
  ["chat-empty", chat(4)],
  ["chat-left", chat(5)],
  ["chat-notes", chat(3)],
  ["chat-missing", chat(999)],
  ["chat-message-menu", chat(1), "", (page) => page.locator(row).last().click({ button: "right" })],
  ["chat-reply", chat(1), "", reply],
  [
    "chat-typed",
    chat(1),
    "",
    (page) =>
      page
        .locator("textarea")
        .fill(
          "One line\nand another\n\nand one more that is long enough to be broken where the field ends, wherever that is",
        ),
  ],
  ["chat-too-long", chat(1), "", (page) => page.locator("textarea").fill("too long ".repeat(2300))],
  ["chat-write-emoji", chat(1), "", press("Insert an emoji")],
  ["chat-changed-number", chat(72)],
  ["chat-files", chat(1), "", attach],
  ["chat-search", chat(1), "", searchInChat],
  ["chat-emoji", chat(1), "", emoji],
  ["viewer", chat(0), "", viewer],
  ["chat-rtl", chat(0), "dir=rtl", (page) => scrollTo(page, 0.3)],
  ["info-direct", chat(1, "/info")],
  ["info-group", chat(0, "/info")],
  ["safety", chat(1, "/info"), "", (page) => page.getByText("Safety number").first().click()],
  ["safety-own", chat(1, "/info"), "own-changed", (page) => page.getByText("Safety number").first().click()],
  ["add-members", chat(0, "/info"), "", press("Add members")],
  ["leave", chat(1, "/info"), "", press("Block")],
  ["new", "#/new"],
  ["new-lookup", "#/new", "", (page) => page.locator("main input[type=search]").fill("@somebody")],
  ["new-group", "#/new-group", "", chooseTwo],
  ["with", "#/with/mara"],
  ["me", "#/me"],
  ["settings", "#/settings"],
  ["settings-account", "#/settings/account"],
  ["settings-delete", "#/settings/account", "", (page) => page.getByText("Delete the account").click()],
  ["settings-devices", "#/settings/devices"],
  ["settings-privacy", "#/settings/privacy"],
  ["settings-notifications", "#/settings/notifications"],
  ["settings-notifications-failed", "#/settings/notifications", "push=failed"],
  ["settings-appearance", "#/settings/appearance"],
  ["settings-blocked", "#/settings/blocked"],
  ["shortcuts", "#/settings", "", (page) => page.keyboard.press("?")],
  ["ended", "#/", "standing=ended"],
  ["stuck", "#/", "standing=stuck"],
  ["keys-lost", "#/", "standing=keys-lost"],
  ["replaced", "#/", "connection=replaced"],
  ["german", chat(0), "language=de"],
  ["german-settings", "#/settings/account", "language=de"],
  ["toast", "#/", "", archiveOne],
];
const sizes = [
  ["wide", 1280, 800],
  ["narrow", 390, 844],
  ["small", 320, 568],
];

async function scrollTo(page, share) {
  await page.locator(".lines-scroller").hover();
  await page.mouse.wheel(0, -10);
  for (let time = 0; time < 4; time++) {
    await page
      .locator(".lines-scroller")
      .evaluate((element, to) => (element.scrollTop = to * element.scrollHeight), share);
    await page.waitForTimeout(250);
  }
}
async function reply(page) {
  await page.locator(".message-theirs").last().focus();
  await page.keyboard.press("r");
}
async function attach(page) {
  const file = (name, mimeType, size) => ({ name, mimeType, buffer: Buffer.alloc(size, 7) });
  await page
    .locator("input[type=file]")
    .setInputFiles([
      file("A rather long name of a document.pdf", "application/pdf", 48_000),
      file("list.txt", "text/plain", 312),
    ]);
}
async function searchInChat(page) {
  await press("Search in this chat")(page);
  await page.locator(".chat-search input").fill("station");
}
async function emoji(page) {
  await page.locator(row).last().click({ button: "right" });
  await press("More emoji")(page);
}
async function viewer(page) {
  const picture = page.locator(".picture-open").first();
  for (const share of [0.45, 0.35, 0.25, 0.15, 0.05]) {
    await scrollTo(page, share);
    if ((await picture.count()) > 0) break;
  }
  // It may be just out of view, where a pointer's way there would have the list take it out.
  await picture.evaluate((element) => element.click());
}
async function chooseTwo(page) {
  await page.getByLabel("Name of the group").fill("Garden");
  await page.locator("main .picker .card .card-row").nth(1).click();
  await page.locator("main .picker .card .card-row").nth(3).click();
}
async function archiveOne(page) {
  await page.locator("[data-row]").nth(3).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Archive" }).click();
}

mkdirSync(folder, { recursive: true });
const server = process.env.CULVER_DEMO === undefined ? await createServer({ server: { port: 5198 } }) : undefined;
await server?.listen();
const base = process.env.CULVER_DEMO ?? "http://localhost:5198";
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});
let pictures = 0;
let found = 0;
for (const [size, width, height] of sizes) {
  for (const theme of ["light", "dark", "forced"]) {
    const context = await browser.newContext({
      viewport: { width, height },
      locale: "en-GB",
      reducedMotion: "reduce",
      // As with the high contrast of Windows: colours are the system's alone.
      ...(theme === "forced" ? { colorScheme: "dark", forcedColors: "active" } : { colorScheme: theme }),
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
    for (const [name, hash, query = "", act] of states) {
      const full = `${name}-${size}-${theme}`;
      if (!only.test(full)) continue;
      // Another address each time, so that nothing of the one before is left.
      await page.goto(`${base}/demo.html?${query}&language=en&shot=${full}${hash}`);
      await page.locator("main").first().waitFor();
      await page.waitForTimeout(700);
      try {
        await act?.(page);
      } catch (failure) {
        complaints.push(`could not act: ${String(failure.message).split("\n")[0]}`);
      }
      await page.waitForTimeout(350);
      await page.screenshot({ path: `${folder}${full}.png` });
      pictures += 1;
      await page.evaluate(axe);
      const { violations } = await page.evaluate(`axe.run(document, { resultTypes: ["violations"] })`);
      const wider = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      if (wider > 0) complaints.push(`wider than the window by ${wider} pixels`);
      for (const { id: rule, nodes } of violations)
        complaints.push(
          `axe ${rule}: ${nodes
            .slice(0, 3)
            .map((node) => node.target.join(" "))
            .join(" | ")}`,
        );
      for (const complaint of complaints.splice(0)) {
        found += 1;
        process.stdout.write(`${full}: ${complaint}\n`);
      }
    }
    await context.close();
  }
}
await browser.close();
await server?.close();
process.stdout.write(`${pictures} pictures in build/shots, ${found} complaints\n`);
process.exitCode = found === 0 ? 0 : 1;
