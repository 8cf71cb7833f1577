import { openGround, type Browser } from "../client/open-ground.ts";
import { PUSH } from "../client/push/rows.ts";
import { loadSettings } from "../session/settings.ts";
import { openStore } from "../store/open.ts";
import { browserClock } from "../transport/clock.ts";
import type { PushScope, WakeUp } from "./push.ts";
import { wake } from "./wake.ts";

/** A service worker hears of neither freezing nor the network. */
const BROWSER: Browser = {
  clock: browserClock,
  random: Math.random,
  fetch: (...request) => globalThis.fetch(...request),
  dial: (url, protocols) => new WebSocket(url, protocols),
  online: () => navigator.onLine,
  election: { locks: navigator.locks },
  watch: () => () => undefined,
  persisted: () => navigator.storage.persisted(),
};

/**
 * Wakes this browser's device, on the store that its pages use.
 *
 * @param fetch answers the settings from the cache where there is no network
 */
export function wakeHere({ registration }: PushScope, fetch: typeof globalThis.fetch): WakeUp {
  return async (show) => {
    const found = await openStore();
    if (found.is !== "open") {
      throw new Error("the store has lost its keys");
    }
    const { store, keys } = found;
    try {
      const ground = await openGround(store, keys, await loadSettings(fetch), BROWSER, "culver");
      const wanted = (await store.get(PUSH, "push"))?.wanted === true;
      if (!wanted || ground.session.standing().is !== "signed-in") {
        // Nothing that comes is for anybody here any more: so nothing is to come.
        await (await registration.pushManager.getSubscription())?.unsubscribe();
        throw new Error("nobody is to be woken here");
      }
      await wake(ground, show);
    } finally {
      store.close();
    }
  };
}
