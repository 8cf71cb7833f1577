import { readFile } from "node:fs/promises";
import type { BrowserContext, CDPSession, Page } from "playwright-core";
import { inject } from "vitest";
import { until } from "./until.ts";

/** A notification as the browser shows it. */
export interface Notified {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly silent: boolean | null;
}

/**
 * Lets a browser be registered for pushes though this machine reaches neither Google nor a push service: Firebase's SDK
 * runs as it is, its two hosts are answered here, and `PushManager`, which would ask the browser's push service, keeps a
 * subscription that it makes up. Answers the installation ids that were registered.
 */
export async function standInForGoogle(context: BrowserContext): Promise<readonly string[]> {
  const registered: string[] = [];
  const { origin } = new URL(inject("cloud").web);
  await context.grantPermissions(["notifications"], { origin });
  let fid = "";
  const json = (body: unknown) => ({
    status: 200,
    contentType: "application/json",
    headers: { "access-control-allow-origin": "*" },
    body: JSON.stringify(body),
  });
  await context.route("https://firebaseinstallations.googleapis.com/**", async (route) => {
    ({ fid } = route.request().postDataJSON() as { fid: string });
    const authToken = { token: "installation", expiresIn: "604800s" };
    await route.fulfill(json({ name: `installations/${fid}`, fid, refreshToken: "refresh", authToken }));
  });
  await context.route("https://fcmregistrations.googleapis.com/**", async (route) => {
    registered.push(fid);
    await route.fulfill(json({ name: `projects/culver-local/registrations/${fid}` }));
  });
  await context.addInitScript(() => {
    const place = "stand-in-of-push-service";
    const bytes = (size: number): ArrayBuffer => new Uint8Array(size).fill(4).buffer;
    const kept = (): object | null => {
      const endpoint = localStorage.getItem(place);
      return endpoint === null
        ? null
        : {
            endpoint,
            options: { applicationServerKey: null },
            getKey: (name: string) => bytes(name === "auth" ? 16 : 65),
            unsubscribe: () => {
              localStorage.removeItem(place);
              return Promise.resolve(true);
            },
          };
    };
    Object.assign(PushManager.prototype, {
      getSubscription: () => Promise.resolve(kept()),
      subscribe: () => {
        localStorage.setItem(place, `https://push.example/${crypto.randomUUID()}`);
        return Promise.resolve(kept());
      },
    });
  });
  return registered;
}

/** Looks at a browser from beside Culver's pages, and hands its service worker pushes as a push service would. */
export class Beside {
  private constructor(
    private readonly page: Page,
    private readonly session: CDPSession,
    private readonly registration: () => string | undefined,
  ) {}

  static async open(context: BrowserContext): Promise<Beside> {
    const page = await context.newPage();
    // Of the same origin, and none of Culver's pages.
    await page.goto(`${inject("cloud").web}icon.svg`);
    const session = await context.newCDPSession(page);
    let registration: string | undefined;
    session.on("ServiceWorker.workerRegistrationUpdated", ({ registrations }) => {
      registration = registrations.findLast(({ isDeleted }) => !isDeleted)?.registrationId ?? registration;
    });
    await session.send("ServiceWorker.enable");
    return new Beside(page, session, () => registration);
  }

  /** Wakes the service worker, with what the server has Firebase send. */
  async push(): Promise<void> {
    const registrationId = await until("the service worker", () => Promise.resolve(this.registration()));
    const data = { notification: { title: "Culver", body: "You have new messages", tag: "culver" } };
    const { origin } = new URL(inject("cloud").web);
    await this.session.send("ServiceWorker.deliverPushMessage", { origin, registrationId, data: JSON.stringify(data) });
  }

  /** What is shown now. */
  async notifications(): Promise<readonly Notified[]> {
    return this.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      const shown = (await registration?.getNotifications()) ?? [];
      return shown.map(({ title, body, tag, silent }) => ({ title, body, tag, silent }));
    });
  }
}

/** Waits until the server has had a device woken so often. */
export async function wokenTimes(token: string, times: number): Promise<void> {
  await until(`${times} wake-ups`, async () => {
    const lines = (await readFile(inject("cloud").log, "utf8")).split("\n");
    // The cloud prints the beginning of a token alone.
    const told = lines.flatMap((line) => /"event":"push".*"token":"([^"]+)/u.exec(line)?.[1] ?? []);
    return told.filter((beginning) => token.startsWith(beginning)).length >= times;
  });
}
