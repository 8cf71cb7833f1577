import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute, type PrecacheEntry } from "workbox-precaching";

import { here } from "./here.ts";
import { answerPushes, type PushScope } from "./push.ts";
import { takeOverWhenAsked, type TakeOverScope } from "./takeover.ts";

/** What is used here of a service worker's global scope; its whole types cannot stand beside those of pages. */
interface Scope extends PushScope, TakeOverScope {
  readonly __WB_MANIFEST: PrecacheEntry[];
  addEventListener: PushScope["addEventListener"] &
    TakeOverScope["addEventListener"] &
    ((type: "fetch", listener: (event: FetchEvent) => void) => void);
}

interface FetchEvent extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

declare const self: Scope;

const SETTINGS = "culver-settings";

// All of the pages' code lies here, so that Culver opens without a network: for reading, and for writing that is sent later.
// A new version takes over when the last page of the old one is closed, or somebody asks for it.
self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method === "GET" && pathname.endsWith("/config.json")) event.respondWith(settings(event.request));
});
precacheAndRoute(self.__WB_MANIFEST, { directoryIndex: "index.html" });
cleanupOutdatedCaches();
answerPushes(
  self,
  here(self, (url, init) => settings(new Request(url, init))),
);
takeOverWhenAsked(self);

/** The settings as they are now, or else as they last were. */
async function settings(request: Request): Promise<Response> {
  const cache = await caches.open(SETTINGS);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(request.url, answer.clone());
    return answer;
  } catch (unreachable) {
    const kept = (await cache.match(request.url)) ?? (await matchPrecache(request.url));
    if (kept === undefined) throw unreachable;
    return kept;
  }
}
