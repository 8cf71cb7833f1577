import type { FileWork } from "../engine/media/sealing.ts";
import { loadSettings, type Settings } from "../session/settings.ts";
import { forgetFirebase } from "../store/firebase.ts";
import { openStore } from "../store/open.ts";
import type { StoreEvent } from "../store/store.ts";
import { browserClock } from "../transport/clock.ts";
import { watchNetwork } from "../transport/network.ts";
import type { Culver, Standing } from "./culver.ts";
import { culverOf } from "./culver-of.ts";
import type { Distrust } from "./ground.ts";
import type { NoticePort } from "./notices/port.ts";
import { openGround, type Browser } from "./open-ground.ts";
import { pushPort } from "./push/port.ts";
import { openTab, type Tab } from "./tab.ts";
import { holder } from "./tabs/late.ts";
import { source } from "./tabs/live.ts";

/** How a client is opened, where it is not as in a browser: in tests. */
export interface Opening {
  readonly settings?: () => Promise<Settings>;
  readonly browser?: Browser;
  /** How a page tells of what comes. */
  readonly notices?: NoticePort;
  /** Encrypts files, away from the page's thread. */
  readonly fileWork?: FileWork;
  /** Names the database, locks and channels. */
  readonly name?: string;
  /** Hears what cannot be true, for a log; it names no content. */
  readonly distrust?: Distrust;
}

/** Milliseconds after which the settings are asked for again. */
const AGAIN = 5_000;

/** Opens Culver in this tab. What it tells is undefined until the store is open. */
export function openCulver(opening: Opening = {}): Culver & { close(): Promise<void> } {
  const browser = opening.browser ?? thisBrowser(opening);
  const settings = opening.settings ?? (() => loadSettings(browser.fetch));
  const name = opening.name ?? "culver";
  const distrust = opening.distrust ?? (() => undefined);
  const tabs = holder<Tab>();
  const standing = source<Standing>();
  let closed = false;
  let stop: () => Promise<void> = () => Promise.resolve();
  let forgetAll: () => Promise<void> = () => Promise.resolve();

  const begin = async (): Promise<void> => {
    const opened = await openStore(name);
    if (opened.is === "keys-lost") {
      standing.set({ is: "keys-lost" });
      forgetAll = async () => {
        await Promise.all([browser.push?.unsubscribe().catch(() => undefined), opened.forget()]);
        await begin();
      };
      return;
    }
    const { store, keys } = opened;
    const ground = await openGround(store, keys, await patiently(settings), browser, name);
    if (closed) {
      store.close();
      return;
    }
    const tab = await openTab(ground, distrust);
    const unsubscribe = tab.standing.subscribe(() => standing.set(tab.standing.current() ?? { is: "new" }));
    const end = async (): Promise<void> => {
      tabs.set(undefined);
      unsubscribe();
      await tab.close();
    };
    // Whoever removed everything, this tab or another: it begins anew.
    const unwatch = store.subscribe((event: StoreEvent) => {
      // Emptied for another account, the store goes on.
      if (event.is !== "written" && event.is !== "emptied") {
        unwatch();
        void end().then(() => (event.is === "wiped" ? begin() : undefined));
      }
    });
    stop = async () => {
      unwatch();
      await end();
      store.close();
    };
    forgetAll = async () => {
      // Whatever is still on its way to this browser finds nobody.
      const unsubscribed = browser.push?.unsubscribe().catch(() => undefined);
      // The country of the own number, which the sign-in page leaves there.
      browser.forget?.("culver-country");
      await Promise.all([unsubscribed, store.wipe(), forgetFirebase()]);
    };
    standing.set(tab.standing.current() ?? { is: "new" });
    tabs.set(tab);
  };

  /** Without settings there is nothing to ask: they come with the page, and lie in its cache later. */
  const patiently = async (load: () => Promise<Settings>): Promise<Settings> => {
    for (;;) {
      try {
        return await load();
      } catch {
        distrust("the settings cannot be read");
        standing.set({ is: "stuck", why: "settings" });
        await new Promise<void>((resolve) => browser.clock.after(AGAIN, resolve));
      }
    }
  };

  void begin().catch(() => {
    distrust("the store cannot be opened");
    standing.set({ is: "stuck", why: "storage" });
  });
  return {
    ...culverOf(tabs, standing, () => forgetAll()),
    async close() {
      closed = true;
      await stop();
    },
  };
}

function thisBrowser({ notices, fileWork }: Opening): Browser {
  return {
    clock: browserClock,
    random: Math.random,
    fetch: (...request) => globalThis.fetch(...request),
    dial: (url, protocols) => new WebSocket(url, protocols),
    online: () => navigator.onLine,
    election: { locks: navigator.locks, lifecycle: lifecycle() },
    watch: watchNetwork,
    push: pushPort(),
    ...(notices === undefined ? {} : { notices }),
    ...(fileWork === undefined ? {} : { fileWork }),
    forget: (what) => localStorage.removeItem(what),
    persisted: async (ask) => (ask ? await navigator.storage.persist() : await navigator.storage.persisted()),
  };
}

/** `freeze` and `resume` are told to the document, the others to the window. */
function lifecycle(): Pick<EventTarget, "addEventListener" | "removeEventListener"> {
  const target = (name: string): EventTarget => (name === "freeze" || name === "resume" ? document : globalThis);
  return {
    addEventListener: (name: string, listener: EventListener) => {
      target(name).addEventListener(name, listener);
    },
    removeEventListener: (name: string, listener: EventListener) => {
      target(name).removeEventListener(name, listener);
    },
  };
}
