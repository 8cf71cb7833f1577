/** What is used of Trusted Types: https://www.w3.org/TR/trusted-types/ */
interface TrustedTypes {
  createPolicy(
    name: string,
    rules: { createScriptURL: (url: string) => string },
  ): {
    createScriptURL(url: string): string;
  };
}

const WORKER = "./service-worker.js";

/**
 * Has the browser keep Culver's own files, so that it opens without a network. Nothing follows if it cannot: in a private
 * window, say.
 */
export function registerWorker(): void {
  if (!("serviceWorker" in navigator)) return;
  const { trustedTypes } = globalThis as { trustedTypes?: TrustedTypes };
  // The one script address that is ever made from a text; the policy's name stands in the content security policy.
  const policy = trustedTypes?.createPolicy("culver", {
    createScriptURL: (url) => {
      if (url !== WORKER) throw new TypeError(`not Culver's: ${url}`);
      return url;
    },
  });
  // Somebody has clicked on a notification.
  navigator.serviceWorker.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
    const hash = typeof data === "object" && data !== null && "hash" in data ? data.hash : undefined;
    if (typeof hash === "string" && hash.startsWith("#/")) location.hash = hash;
  });
  navigator.serviceWorker.register(policy?.createScriptURL(WORKER) ?? WORKER).catch(() => undefined);
}
