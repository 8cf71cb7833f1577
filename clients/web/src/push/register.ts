import type { PushProblem } from "../client/culver.ts";
import type { Brought } from "../client/push/visit.ts";
import type { Settings } from "../session/settings.ts";
import { forgetFirebase } from "../store/firebase.ts";
import { Unreachable } from "../wire/failures.ts";

/** Milliseconds that registering may take. */
const PATIENCE = 30_000;

/** Registers this browser, and tells what came of it. */
export async function register(load: () => Promise<Settings>): Promise<Brought> {
  try {
    const settings = await load();
    const worker = await soon(navigator.serviceWorker.ready);
    // With what Firebase remembers of before it would believe to be registered, though the subscription is another.
    await forgetFirebase();
    await dropForeign(worker, settings.firebase.webPush?.key);
    const firebase = await import("./firebase.ts");
    const token = await soon(firebase.register(settings.firebase, worker));
    const endpoint = (await worker.pushManager.getSubscription())?.endpoint;
    return endpoint === undefined ? { is: "failed", why: "push-service" } : { is: "registered", token, endpoint };
  } catch (failed) {
    return { is: "failed", why: problemOf(failed) };
  }
}

/** Ends a subscription under another key: the operator's keys have changed, and Firebase would go on with the old one. */
async function dropForeign(worker: ServiceWorkerRegistration, key: string | undefined): Promise<void> {
  const present = await worker.pushManager.getSubscription();
  const under = present?.options.applicationServerKey;
  if (present && (!under || base64url(new Uint8Array(under)) !== key)) {
    await present.unsubscribe();
  }
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

function soon<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Unreachable("it takes too long")), PATIENCE);
    work.then(resolve, reject);
  });
}

/** Of Firebase's codes, of the browser's errors, or of Culver's own. */
export function problemOf(failed: unknown): PushProblem {
  const told = failed as { readonly code?: unknown; readonly name?: unknown; readonly message?: unknown } | null;
  const code = typeof told?.code === "string" ? told.code : "";
  if (code === "messaging/permission-blocked" || told?.name === "NotAllowedError") {
    return "denied";
  }
  // What `PushManager.subscribe` rejects with where there is no push service.
  if (code === "messaging/unsupported-browser" || told?.name === "AbortError" || told?.name === "NotSupportedError") {
    return "push-service";
  }
  const text = typeof told?.message === "string" ? told.message : "";
  const unanswered =
    failed instanceof Unreachable ||
    failed instanceof TypeError ||
    /Failed to fetch|NetworkError|Load failed/.test(text);
  return unanswered || code === "installations/app-offline" ? "network" : "refused";
}
