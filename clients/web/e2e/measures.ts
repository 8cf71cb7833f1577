import type { CDPSession } from "playwright-core";
import { expect, inject, test } from "vitest";
import { build, type Rolldown } from "vite";
import type { Device } from "./support/device.ts";
import type { Fill } from "./support/fill.ts";
import { world } from "./support/world.ts";

const { person, forgives } = world();
/** Whoever the own messages of invented conversations are of. */
const SELF = "AAAAAAAAAAAAAAAAAAAAAA";

const tell = (what: string, told: object): void => {
  process.stdout.write(`${what}: ${JSON.stringify(told)}\n`);
};

/** Sorted, to be read from. */
const spread = (times: readonly number[]): { median: number; p95: number; most: number } => {
  const sorted = [...times].sort((a, b) => a - b).map(Math.round);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95), most: at(1) };
};

/** Opens the client anew until the list is there and answers to a key, and what it took. */
async function opens(device: Device, title: string): Promise<{ readonly list: number; readonly interactive: number }> {
  await device.page.goto("about:blank");
  await device.comes();
  await device.row(title).first().waitFor();
  const list = await device.page.evaluate(() => performance.now());
  await device.page.locator("[data-search]").fill("x");
  await device.page.locator("[data-search]").fill("");
  const interactive = await device.page.evaluate(() => performance.now());
  return { list: Math.round(list), interactive: Math.round(interactive) };
}

test("from a message's sending until it is shown on the other side", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await alice.writes("Hi!");
  await bob.opens("Alice");
  await bob.sees("Hi!");
  const times: number[] = [];
  for (let at = 0; at < 30; at += 1) {
    const text = `Measured ${at}.`;
    await alice.field().fill(text);
    // Both pages are of one machine, so they have one clock.
    const shown = bob.page.evaluate(
      (wanted) =>
        new Promise<number>((resolve) => {
          const look = (): void => {
            const all = document.querySelectorAll(".message .bubble-text");
            if (all.item(all.length - 1).textContent.startsWith(wanted)) {
              observer.disconnect();
              resolve(performance.timeOrigin + performance.now());
            }
          };
          const observer = new MutationObserver(look);
          observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        }),
      text,
    );
    const from = await alice.page.evaluate(() => performance.timeOrigin + performance.now());
    await alice.field().press("Enter");
    times.push((await shown) - from);
  }
  tell("send to shown, ms", spread(times));
  expect(times).toHaveLength(30);

  const loads = [await opens(alice, "Bob"), await opens(alice, "Bob"), await opens(alice, "Bob")];
  // A page that is opened anew drops the connection that it was making.
  forgives(/WebSocket is closed before/u);
  tell("opening with one conversation, ms", loads);
  const scripts = await alice.page.evaluate(() =>
    (performance.getEntriesByType("resource") as PerformanceResourceTiming[])
      .filter((each) => new URL(each.name).pathname.endsWith(".js"))
      .map((each) => each.encodedBodySize),
  );
  tell("scripts of the first load", { number: scripts.length, bytes: scripts.reduce((a, b) => a + b, 0) });
});

/** The code that fills a store, as one script. */
async function filler(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "es2023",
      lib: { entry: new URL("support/fill.ts", import.meta.url).pathname, formats: ["iife"], name: "filler" },
    },
  })) as readonly Rolldown.RolldownOutput[];
  return built[0]?.output[0].code ?? "";
}

/** Megabytes that the page's objects take, after the garbage is collected. */
async function heap(session: CDPSession): Promise<number> {
  await session.send("HeapProfiler.collectGarbage");
  const { metrics } = await session.send("Performance.getMetrics");
  return Math.round((metrics.find(({ name }) => name === "JSHeapUsedSize")?.value ?? 0) / 100_000) / 10;
}

interface Scrolled {
  readonly seconds: number;
  readonly frames: readonly number[];
  readonly long: readonly number[];
  readonly elements: number;
}

/** Scrolls through the whole history, as fast as one can flick; runs in the page. */
async function scrollUp(): Promise<Scrolled> {
  const scroller = document.querySelector(".lines-scroller");
  if (scroller === null) throw new Error("there is nothing to scroll");
  const long: number[] = [];
  const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map((each) => each.duration)));
  observer.observe({ type: "longtask" });
  const frames: number[] = [];
  const from = performance.now();
  let before = from;
  let top = from;
  while (performance.now() - top < 2_000 && performance.now() - from < 150_000) {
    scroller.dispatchEvent(new WheelEvent("wheel"));
    scroller.scrollTop -= 500;
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    frames.push(now - before);
    before = now;
    if (scroller.scrollTop > 0) top = now;
  }
  observer.disconnect();
  return {
    seconds: Math.round((top - from) / 100) / 10,
    frames,
    long,
    elements: document.querySelectorAll("*").length,
  };
}

test("200 conversations and 20,000 messages: opening, searching, and a scroll through 10,000 of them", async () => {
  // The server does not know of what was put into the store.
  forgives(/status of 40[034]/u);
  const alice = await person("Alice");
  // Another page of the same origin, so that no tab of Culver stands in the way.
  await alice.page.goto(`${inject("cloud").web}manifest.webmanifest`);
  const code = await filler();
  const size: Fill = { conversations: 200, messages: 50, long: 10_050 };
  // By the debugger, since the page's own policy lets no foreign script in.
  await alice.page.evaluate(code);
  const filled = await alice.page.evaluate<number>(
    `(async (from) => (await fill(${JSON.stringify(size)}, "${SELF}"), Math.round(performance.now() - from)))(performance.now())`,
  );
  tell("filling the store, ms", { filled });

  await opens(alice, "Long");
  const loads = [await opens(alice, "Long"), await opens(alice, "Long"), await opens(alice, "Long")];
  tell("opening with 200 conversations and 20,000 messages, ms", loads);

  const session = await alice.context.newCDPSession(alice.page);
  await session.send("Performance.enable");
  tell("heap with the list, MB", { heap: await heap(session) });

  const searching = performance.now();
  await alice.page.locator("[data-search]").fill("10050:");
  await alice.page.locator(".row-found").first().waitFor();
  tell("searching all of it, ms", { found: Math.round(performance.now() - searching) });
  await alice.page.locator("[data-search]").fill("");

  const opening = performance.now();
  await alice.row("Long").click();
  await alice.page.locator("[data-line]").last().waitFor();
  tell("opening the long conversation, ms", { shown: Math.round(performance.now() - opening) });
  tell("heap with it open, MB", { heap: await heap(session) });

  const { seconds, frames, long, elements } = await alice.page.evaluate(scrollUp);
  tell("scrolling to its beginning", {
    seconds,
    frames: frames.length,
    "frame, ms": spread(frames),
    "longer than 34 ms": frames.filter((each) => each > 34).length,
    "longer than 100 ms": frames.filter((each) => each > 100).length,
    "long tasks": long.length,
    "long tasks, ms": spread(long),
    elements,
  });
  tell("heap after it, MB", { heap: await heap(session) });
  expect(await alice.page.locator("[data-line]").first().innerText()).toContain("1:");
});
