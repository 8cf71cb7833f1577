import { ownScript, SERVICE_WORKER } from "./scripts.ts";

/**
 * Has the browser keep Culver's own files, so that it opens without a network. Nothing follows if it cannot: in a private
 * window, say.
 */
export function registerWorker(): void {
  if (!("serviceWorker" in navigator)) return;
  // Somebody has clicked on a notification.
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const hash = typeof data === "object" && data !== null && "hash" in data ? data.hash : undefined;
    if (typeof hash === "string" && hash.startsWith("#/")) location.hash = hash;
  });
  navigator.serviceWorker.register(ownScript(SERVICE_WORKER)).catch(() => undefined);
}
