import type { Preferences } from "../client/culver.ts";
import type { NotificationData } from "../client/notices/port.ts";
import { DEFAULTS } from "../client/tabs/mirror.ts";
import { browserClock, type Clock } from "../transport/clock.ts";
import { hrefOf } from "../ui/logic/routes.ts";
import { GENERAL, general, tell, type Shown } from "./news.ts";
import { dataOf, showOn } from "./show.ts";
import type { Found } from "./wake.ts";
import { wordsFor } from "./words.ts";

/** What is used of the service worker's scope for pushes. */
export interface PushScope {
  readonly registration: ServiceWorkerRegistration;
  readonly clients: Windows;
  readonly navigator: Pick<Navigator, "languages">;
  addEventListener(type: "push" | "pushsubscriptionchange", listener: (event: LastingEvent) => void): void;
  addEventListener(type: "notificationclick", listener: (event: ClickEvent) => void): void;
}

interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface ClickEvent extends LastingEvent {
  readonly notification: Notification;
}

interface Windows {
  matchAll(options: { readonly type: "window"; readonly includeUncontrolled: boolean }): Promise<readonly Window[]>;
  openWindow(url: string): Promise<unknown>;
}

interface Window {
  readonly url: string;
  readonly visibilityState: DocumentVisibilityState;
  focus(): Promise<unknown>;
  postMessage(message: unknown): void;
}

/** Milliseconds until the person is told at least that there may be something. */
const PATIENCE = 20_000;
/** Milliseconds that the language which the person prefers may take to be read, when all else has failed. */
const WORDS = 1_000;

/** What answering pushes needs of this browser's device. */
export interface Woken {
  readonly wakeUp: WakeUp;
  /** The language that the person prefers, found out without anything else. */
  language(): Promise<Preferences["language"]>;
  /** The browser has replaced or dropped the subscription: only a page can register anew, so the next one is to. */
  lost(): Promise<void>;
}

/** Answers pushes, which say nothing but that there is something, and clicks on what was shown. */
export function answerPushes(scope: PushScope, woken: Woken, clock: Clock = browserClock): void {
  let before: Promise<unknown> = Promise.resolve();
  scope.addEventListener("push", (event) => {
    // One after the other: the second finds out what is left to tell.
    const mine = before.then(() => pushed(scope, woken, clock));
    before = mine.catch(() => undefined);
    event.waitUntil(mine);
  });
  scope.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(woken.lost()));
  scope.addEventListener("notificationclick", (event) => {
    event.notification.close();
    event.waitUntil(open(scope, dataOf(event.notification)));
  });
}

/** Finds out what is new, and has it shown. What follows showing is acknowledging. */
export type WakeUp = (show: (found: Found) => Promise<boolean>) => Promise<void>;

async function pushed(scope: PushScope, woken: Woken, clock: Clock): Promise<void> {
  let told = false;
  let language = DEFAULTS.language;
  const asked = woken.language().then(
    (preferred) => void (language = preferred),
    () => undefined,
  );
  const maybe = async (): Promise<void> => {
    if (!told) {
      told = true;
      await show(scope, general(wordsFor(language, scope.navigator.languages).maybe, false));
    }
  };
  const cancel = clock.after(PATIENCE, () => void maybe());
  try {
    await woken.wakeUp((found) => {
      const late = told;
      told = true;
      return tellOf(scope, found, late);
    });
  } catch {
    await Promise.race([asked, new Promise<void>((resolve) => clock.after(WORDS, resolve))]);
    await maybe();
  } finally {
    cancel();
  }
}

/**
 * Answers whether the news was told.
 *
 * @param late that there may be something was shown already
 */
async function tellOf(
  scope: PushScope,
  { news, muted, names, preferences, isRead }: Found,
  late: boolean,
): Promise<boolean> {
  const pages = await pagesOf(scope);
  const words = wordsFor(preferences.language, scope.navigator.languages);
  const shown = await scope.registration.getNotifications();
  for (const one of shown) {
    const { conversation } = dataOf(one);
    if (conversation !== undefined && isRead(conversation)) {
      one.close();
    }
  }
  if (pages.some((page) => page.visibilityState === "visible")) {
    // They see it in the page, which is up to date, and tells what it does not show.
    return false;
  }
  const told = tell(news, preferences, names, words);
  for (const one of [...told].reverse()) {
    await show(scope, one);
  }
  if (told.length > 0) {
    if (late && !told.some(({ tag }) => tag === GENERAL)) {
      (await scope.registration.getNotifications({ tag: GENERAL })).forEach((one) => one.close());
    }
    return true;
  }
  // Browsers take pushes away from pages that show nothing: what is shown already is shown once more, without a sound.
  const [left] = shown.filter((one) => !isRead(dataOf(one).conversation ?? ""));
  await show(
    scope,
    left === undefined
      ? general(muted ? words.muted : words.nothing, true)
      : { title: left.title, body: left.body, tag: left.tag, silent: true, ...dataOf(left) },
  );
  return true;
}

const show = ({ registration }: PushScope, shown: Shown): Promise<void> => showOn(registration, shown);

/** The open pages of Culver itself. */
async function pagesOf({ clients, registration }: PushScope): Promise<readonly Window[]> {
  const all = await clients.matchAll({ type: "window", includeUncontrolled: true });
  const folder = new URL(registration.scope).pathname;
  return all.filter(({ url }) => [folder, `${folder}index.html`].includes(new URL(url).pathname));
}

/** Shows a conversation: in a page that is open, or in a new one. */
async function open(scope: PushScope, { conversation }: NotificationData): Promise<void> {
  const hash = hrefOf(conversation === undefined ? { is: "list" } : { is: "chat", conversation });
  const pages = await pagesOf(scope);
  const page = pages.find(({ visibilityState }) => visibilityState === "visible") ?? pages[0];
  if (page === undefined) {
    await scope.clients.openWindow(`./${hash}`);
  } else {
    page.postMessage({ is: "open", hash });
    await page.focus();
  }
}
