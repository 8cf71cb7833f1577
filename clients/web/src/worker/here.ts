import { openGround, type Browser } from "../client/open-ground.ts";
import { PUSH } from "../client/push/rows.ts";
import { DEFAULTS, PREFERENCES } from "../client/tabs/mirror.ts";
import { loadSettings } from "../session/settings.ts";
import { openStore } from "../store/open.ts";
import { put, type Store } from "../store/store.ts";
import { browserClock } from "../transport/clock.ts";
import type { PushScope, Woken, WakeUp } from "./push.ts";
import { wake } from "./wake.ts";

/** A service worker hears of neither freezing nor the network. */
const BROWSER: Browser = {
  clock: browserClock,
  random: Math.random,
  fetch: (...request) => globalThis.fetch(...request),
  dial: (url, protocols) => new WebSocket(url, protocols),
  online: () => navigator.onLine,
  // Looked up when it is needed, which is while woken.
  get election() {
    return { locks: navigator.locks };
  },
  watch: () => () => undefined,
  persisted: () => navigator.storage.persisted(),
};

/**
 * Wakes this browser's device, on the store that its pages use.
 *
 * @param fetch answers the settings from the cache where there is no network
 * @param name of the store
 */
export function here(scope: PushScope, fetch: typeof globalThis.fetch, name = "culver"): Woken {
  return {
    wakeUp: wakeHere(scope, fetch, name),
    language: () =>
      withStore(
        name,
        async ({ store }) => (await store.get(PREFERENCES, "preferences"))?.language ?? DEFAULTS.language,
      ),
    lost: () =>
      withStore(name, async ({ store }) => {
        const row = await store.get(PUSH, "push");
        if (row?.wanted === true) {
          const { triedAt: _tried, ...rest } = row;
          await store.write([put(PUSH, { ...rest, lost: true })], { durable: true });
        }
      }),
  };
}

type Opened = Extract<Awaited<ReturnType<typeof openStore>>, { readonly is: "open" }>;

async function withStore<T>(name: string, work: (opened: Opened) => Promise<T>): Promise<T> {
  const found = await openStore(name);
  if (found.is !== "open") {
    throw new Error("the store has lost its keys");
  }
  try {
    return await work(found);
  } finally {
    found.store.close();
  }
}

function wakeHere({ registration }: PushScope, fetch: typeof globalThis.fetch, name: string): WakeUp {
  return (show) =>
    withStore(name, async ({ store, keys }) => {
      const ground = await openGround(store, keys, await loadSettings(fetch), BROWSER, name);
      if (!(await isWanted(store)) || ground.session.standing().is !== "signed-in") {
        // Nothing that comes is for anybody here any more: so nothing is to come.
        await (await registration.pushManager.getSubscription())?.unsubscribe();
        throw new Error("nobody is to be woken here");
      }
      await wake(ground, show);
    });
}

const isWanted = async (store: Store): Promise<boolean> => (await store.get(PUSH, "push"))?.wanted === true;
