import { afterAll, afterEach, beforeAll, expect } from "vitest";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { launch, profile, type Equipment } from "./browser.ts";
import type { Complaint } from "./complaints.ts";
import { Device } from "./device.ts";

/** Somebody with a phone number, at a first device. */
export class Person extends Device {
  constructor(
    device: Device,
    readonly name: string,
    readonly handle: string,
    readonly number: string,
  ) {
    super(device.page, device.context);
  }
}

/** People and their browsers, for as long as a test runs. */
export interface World {
  /** A browser with nothing in it, at the first page. */
  readonly device: (whose: string, options?: BrowserContextOptions) => Promise<Device>;
  /** Somebody who has signed in and set a profile. */
  readonly person: (name: string, options?: BrowserContextOptions) => Promise<Person>;
  /** Another device of somebody. */
  readonly another: (person: Person) => Promise<Device>;
  /** A phone number that nobody has yet. */
  readonly number: () => string;
  /** What a test makes go wrong on purpose may be complained of. */
  readonly forgives: (what: RegExp) => void;
}

// Numbers and handles differ between files and tests: all of them share one cloud.
let people = 0;
const run = Math.floor(Math.random() * 90_000) + 10_000;

/** Prepares a browser for the tests of a file. After each, nothing may have been complained of. */
export function world(equipment: Equipment = {}): World {
  let browser: Browser;
  const complaints: Complaint[] = [];
  const forgiven: RegExp[] = [];
  beforeAll(async () => {
    browser = await launch(equipment);
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") await picturesOf(browser, task.name);
    await Promise.all(browser.contexts().map((context) => context.close()));
    const purposely = forgiven.splice(0);
    const said = complaints.splice(0).filter(({ text }) => !purposely.some((what) => what.test(text)));
    expect(said.map(({ whose, is, text }) => `${whose}: ${is}: ${text}`)).toEqual([]);
  });
  afterAll(() => browser.close());

  const number = (): string => {
    people += 1;
    return `+491512${run}${String(people).padStart(2, "0")}`;
  };
  const device = async (whose: string, options?: BrowserContextOptions): Promise<Device> => {
    const context = await profile(browser, complaints, whose, options);
    const made = new Device(await context.newPage(), context);
    await made.comes();
    return made;
  };
  return {
    device,
    number,
    forgives: (what) => forgiven.push(what),
    async person(name, options) {
      const at = await device(name, options);
      const own = number();
      const handle = `${name.toLowerCase()}_${run}_${people}`;
      await at.signsIn(own);
      await at.setsProfile(name, handle);
      return new Person(at, name, handle, own);
    },
    async another(person) {
      const at = await device(`${person.name}'s other device`);
      await at.signsIn(person.number);
      await at.isReady();
      return at;
    },
  };
}

async function picturesOf(browser: Browser, test: string): Promise<void> {
  const pages = browser.contexts().flatMap((context) => context.pages());
  const name = test.replace(/\W+/gu, "-").slice(0, 50);
  await Promise.all(
    pages.map((page, at) =>
      page
        .screenshot({ path: new URL(`../../build/e2e/${name}-${at}.png`, import.meta.url).pathname, timeout: 10_000 })
        .catch(() => undefined),
    ),
  );
}
