import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions } from "playwright-core";
import { watch, type Complaint } from "./complaints.ts";

const options = [
  "--no-sandbox",
  // Containers have little shared memory.
  "--disable-dev-shm-usage",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Pages that are not in front go on as if they were: here they all belong to people who look at them.
  "--disable-renderer-backgrounding",
  "--disable-background-timer-throttling",
  "--disable-backgrounding-occluded-windows",
];

// A tone instead of what would be spoken; nobody is asked whether it may be heard.
const microphone = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--mute-audio"];

/** What a browser has besides. */
export interface Equipment {
  readonly microphone?: boolean;
}

/** Chromium: the one that CHROMIUM names, else the system's, else Playwright's. */
export function launch(equipment: Equipment = {}): Promise<Browser> {
  const system = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  const args = equipment.microphone === true ? [...options, ...microphone] : options;
  return chromium.launch({ args, ...(existsSync(system) ? { executablePath: system } : {}) });
}

/** A browser profile of its own, with nothing in it. What its pages complain of goes to `complaints`. */
export async function profile(
  browser: Browser,
  complaints: Complaint[],
  whose: string,
  more: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    locale: "en-US",
    reducedMotion: "reduce",
    acceptDownloads: true,
    ...more,
  });
  context.setDefaultTimeout(40_000);
  await watch(context, complaints, whose);
  return context;
}
