import { TAKE_OVER } from "./takeover.ts";

/** Whether a new version waits, and how to get it. */
export interface Update {
  readonly ready: { current(): boolean; subscribe(changed: () => void): () => void };
  /** Loads this page anew, by the new version. Nothing does so unasked: somebody may be writing, in any tab. */
  readonly apply: () => void;
}

/** What is used of a browser. */
export interface Pages {
  readonly workers: ServiceWorkerContainer | undefined;
  readonly page: Pick<Document, "addEventListener" | "visibilityState">;
  readonly now: () => number;
  readonly reload: () => void;
}

/** So often it is looked for a new version while a page stays open, in milliseconds. */
const LOOK = 3_600_000;
/** As long as taking over is waited for. */
const PATIENCE = 3_000;

/** Watches for a new version of Culver's own files, which the service worker has got and holds back. */
export function watchUpdate({ workers, page, now, reload }: Pages): Update {
  const listeners = new Set<() => void>();
  let ready = false;
  let asked = false;
  let registered: ServiceWorkerRegistration | undefined;
  let looked = now();

  const tell = (): void => {
    if (ready) return;
    ready = true;
    [...listeners].forEach((changed) => changed());
  };
  const look = (): void => {
    // The first one ever has nothing to wait for.
    if (isThere(registered?.waiting) && isThere(workers?.controller)) tell();
  };
  const begin = (registration: ServiceWorkerRegistration): void => {
    registered = registration;
    look();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", look);
    });
  };
  const controlled = isThere(workers?.controller);
  // It is not there before the first worker runs.
  workers?.ready.then(begin, () => undefined);
  workers?.addEventListener("controllerchange", () => {
    if (asked) reload();
    // Another tab has asked: what this one loads later may not be there any more.
    else if (controlled) tell();
  });
  page.addEventListener("visibilitychange", () => {
    if (page.visibilityState !== "visible" || now() - looked < LOOK) return;
    looked = now();
    registered?.update().catch(() => undefined);
  });

  return {
    ready: {
      current: () => ready,
      subscribe(changed) {
        listeners.add(changed);
        return () => listeners.delete(changed);
      },
    },
    apply() {
      const waiting = registered?.waiting;
      if (!isThere(waiting)) {
        reload();
        return;
      }
      asked = true;
      waiting.postMessage(TAKE_OVER);
      setTimeout(reload, PATIENCE);
    },
  };
}

const isThere = <T>(worker: T | null | undefined): worker is T => worker !== undefined && worker !== null;
