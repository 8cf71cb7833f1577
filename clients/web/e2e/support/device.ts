import type { BrowserContext, Locator, Page } from "playwright-core";
import { inject } from "vitest";
import { codesFor, nextCode } from "./codes.ts";
import { until } from "./until.ts";

export type Mark = "sending" | "waiting for a network" | "sent" | "delivered" | "read" | "not sent";

/** A browser of somebody, looked at through one of its tabs; does what a person does. */
export class Device {
  constructor(
    readonly page: Page,
    readonly context: BrowserContext,
  ) {}

  // Beginning

  async comes(hash = ""): Promise<void> {
    await this.page.goto(`${inject("cloud").web}${hash}`);
  }

  /** From the welcome page, or wherever signing in is offered, until the client has the device's keys. */
  async signsIn(number: string): Promise<void> {
    const { page } = this;
    await page
      .getByRole("link", { name: /sign in/iu })
      .first()
      .click();
    await page.getByLabel("Phone number").fill(number);
    const before = await codesFor(number);
    await page.getByRole("button", { name: /send the code/iu }).click();
    await page.getByLabel(/code of six/iu).fill(await nextCode(number, before));
    await page.waitForURL(/#\/(welcome)?$/u);
  }

  async setsProfile(name: string, handle: string): Promise<void> {
    const { page } = this;
    await page.getByLabel("Name", { exact: true }).fill(name);
    await page.getByLabel(/^Handle/u).fill(handle);
    await page.getByRole("button", { name: "Start writing" }).click();
    await this.isReady();
  }

  /** Waits for the list. */
  async isReady(): Promise<void> {
    await this.page.getByRole("heading", { name: "Chats", exact: true }).waitFor();
  }

  async newTab(): Promise<Device> {
    const tab = new Device(await this.context.newPage(), this.context);
    await tab.comes();
    await tab.isReady();
    return tab;
  }

  async reloads(): Promise<void> {
    await this.page.reload();
  }

  async goesOffline(): Promise<void> {
    await this.context.setOffline(true);
  }

  async comesBack(): Promise<void> {
    await this.context.setOffline(false);
  }

  async goes(hash: string): Promise<void> {
    await this.page.evaluate((to) => {
      window.location.hash = to;
    }, hash);
  }

  // Conversations

  /** Finds somebody by handle and opens the conversation with them. */
  async finds(handle: string): Promise<void> {
    const { page } = this;
    await this.goes("#/new");
    await page.getByLabel("Name, handle or phone number").fill(`@${handle}`);
    await page.getByLabel("Name, handle or phone number").press("Enter");
    await page
      .locator("main li .card-row")
      .filter({ hasText: `@${handle}` })
      .first()
      .click();
    await this.field().waitFor();
  }

  /** Opens the conversation of this title in the list. */
  async opens(title: string): Promise<void> {
    await this.row(title).click();
    await this.page.locator(".chat-title", { hasText: title }).waitFor();
  }

  row(title: string): Locator {
    return this.page.locator("[data-row]").filter({ has: this.page.locator(".row-title", { hasText: title }) });
  }

  field(): Locator {
    return this.page.locator("textarea.composer-field");
  }

  /** Writes, and waits until it is shown: from then on it is kept, whatever happens to the tab. */
  async writes(text: string): Promise<void> {
    await this.field().fill(text);
    await this.field().press("Enter");
    await this.sees(text);
  }

  line(text: string): Locator {
    return this.page.locator("[data-line]").filter({ hasText: spoken(text) });
  }

  async sees(text: string): Promise<void> {
    await this.line(text).last().waitFor();
  }

  async seesNoMore(text: string): Promise<void> {
    await until(`${text} to be gone`, async () => (await this.line(text).count()) === 0);
  }

  /** Waits until an own message bears this mark. */
  async seesMark(text: string, mark: Mark): Promise<void> {
    await this.line(text).last().locator(".delivery", { hasText: mark }).waitFor({ state: "attached" });
  }

  /** The texts of the messages that are shown, oldest first. */
  async texts(): Promise<readonly string[]> {
    return this.page.locator(".message .bubble-text").evaluateAll((all) =>
      all.map((each) => {
        const copy = each.cloneNode(true) as Element;
        copy.querySelector(".meta")?.remove();
        return copy.textContent.trim();
      }),
    );
  }

  // What is done with a message

  async menuOf(text: string): Promise<Locator> {
    await this.line(text).last().locator(".bubble").click({ button: "right" });
    return this.page.locator(".menu");
  }

  async replies(to: string, words: string): Promise<void> {
    await (await this.menuOf(to)).getByRole("menuitem", { name: "Reply" }).click();
    await this.page.locator(".composer", { hasText: "Replying to" }).waitFor();
    await this.writes(words);
  }

  async reacts(to: string, emoji: string): Promise<void> {
    await (await this.menuOf(to)).getByRole("button", { name: `React with ${emoji}` }).click();
  }

  async edits(text: string, into: string): Promise<void> {
    await (await this.menuOf(text)).getByRole("menuitem", { name: "Edit" }).click();
    await this.page.locator(".composer", { hasText: "Editing a message" }).waitFor();
    await this.field().fill(into);
    await this.field().press("Enter");
  }

  async deletesForEveryone(text: string): Promise<void> {
    await (await this.menuOf(text)).getByRole("menuitem", { name: "Delete for everyone" }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Delete for everyone" }).click();
  }

  // Groups

  async createsGroup(title: string, handles: readonly string[]): Promise<void> {
    const { page } = this;
    await this.goes("#/new-group");
    await page.getByLabel("Name of the group").fill(title);
    for (const handle of handles) await this.picks(page.locator("main"), handle);
    await page.getByRole("button", { name: "Create the group" }).click();
    await page.locator(".chat-title", { hasText: title }).waitFor();
  }

  /** Looks somebody up in a picker of people and chooses them. */
  async picks(within: Locator, handle: string): Promise<void> {
    await within.getByLabel("Search people, or type a handle or number").fill(`@${handle}`);
    const found = within.locator("li .card-row").filter({ hasText: `@${handle}` });
    const look = within.getByRole("button", { name: /^Look up/u });
    await found.or(look).first().waitFor();
    if ((await found.count()) === 0) await look.click();
    await found.first().click();
  }

  async opensInfo(): Promise<void> {
    await this.page.getByRole("link", { name: "About this chat", exact: true }).last().click();
    await this.page.locator(".info-head").waitFor();
  }

  async closesInfo(): Promise<void> {
    await this.page.goBack();
    await this.page.locator(".chat-title").waitFor();
  }

  // Oneself

  async safetyNumber(): Promise<string> {
    await this.opensInfo();
    await this.page.getByRole("button", { name: /^Safety number/u }).click();
    const dialog = this.page.getByRole("dialog");
    const computed = dialog.locator(".digits", { hasText: /\d/u });
    const digits = (await computed.innerText()).replace(/\D/gu, "");
    await dialog.getByRole("button", { name: "Close" }).click();
    await this.closesInfo();
    return digits;
  }

  async signsOut(): Promise<void> {
    await this.goes("#/settings/account");
    await this.page.getByRole("button", { name: /^Sign out on this device/u }).click();
    await this.page.getByRole("dialog").getByRole("button", { name: "Sign out on this device" }).click();
  }
}

/** Matches a text in which names stand in a direction of their own, between marks that nobody sees. */
const spoken = (text: string): RegExp =>
  new RegExp(text.replace(/[.*+?^${}()|[\]\\]/gu, "\\$&").replaceAll(" ", "[\u2066-\u2069]* [\u2066-\u2069]*"), "u");
