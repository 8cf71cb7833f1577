import type { NoticePort, View } from "../client/notices/port.ts";
import { parseRoute } from "../ui/logic/routes.ts";
import { chime } from "./chime.ts";
import { gathered, tell } from "./news.ts";
import { dataOf, showOn } from "./show.ts";
import { wordsFor } from "./words.ts";

/** Each tab that is seen holds a lock of this name with what it shows: all tabs can ask for them, and none outlives its tab. */
const SEEN = "culver-seen";

/** How this page tells of what comes: as the service worker does, and by its registration. */
export function pageNotices(): NoticePort {
  const view = (): View => {
    const visible = document.visibilityState === "visible";
    const route = parseRoute(location.hash);
    return "conversation" in route ? { visible, conversation: route.conversation } : { visible };
  };
  const watch = (changed: () => void): (() => void) => {
    document.addEventListener("visibilitychange", changed);
    window.addEventListener("hashchange", changed);
    return () => {
      document.removeEventListener("visibilitychange", changed);
      window.removeEventListener("hashchange", changed);
    };
  };
  const holds = holding(navigator.locks);
  const hold = (): void => holds(nameOf(view()));
  hold();
  watch(hold);
  const has = (): boolean => "Notification" in globalThis && "serviceWorker" in navigator;
  const registration = async (): Promise<ServiceWorkerRegistration | undefined> =>
    has() ? await navigator.serviceWorker.getRegistration() : undefined;
  const ring = chime({
    now: Date.now,
    touched: () => navigator.userActivation.hasBeenActive,
    context: () => new AudioContext(),
  });

  return {
    view,
    watch,
    permitted: () => has() && Notification.permission === "granted",
    async show({ news, names, preferences, silent }) {
      const by = await registration();
      const preferred = { ...preferences, sounds: preferences.sounds && !silent };
      const all = tell(news, preferred, names, wordsFor(preferences.language, navigator.languages));
      for (const one of all.toReversed()) {
        await (by && showOn(by, one));
      }
    },
    async gather({ messages, chats, language }) {
      const by = await registration();
      await (by && showOn(by, gathered(messages, chats, wordsFor(language, navigator.languages))));
    },
    async shown() {
      const all = (await (await registration())?.getNotifications()) ?? [];
      return all.map((one) => ({ ...dataOf(one), close: () => one.close() }));
    },
    chime: ring,
    async views() {
      const { held = [] } = await navigator.locks.query();
      return [view(), ...held.flatMap(({ name }) => viewOf(name ?? "") ?? [])];
    },
  };
}

const nameOf = ({ visible, conversation = "" }: View): string | undefined =>
  visible ? `${SEEN} ${conversation}` : undefined;

function viewOf(lock: string): View | undefined {
  if (!lock.startsWith(`${SEEN} `)) {
    return undefined;
  }
  const conversation = lock.slice(SEEN.length + 1);
  return { visible: true, ...(conversation === "" ? {} : { conversation }) };
}

/** Holds one lock at a time, beside whoever else holds it; undefined for none. */
function holding(locks: Pick<LockManager, "request">): (name: string | undefined) => void {
  let end: () => void = () => undefined;
  return (name) => {
    end();
    if (name !== undefined) {
      const until = new Promise<void>((resolve) => (end = resolve));
      locks.request(name, { mode: "shared" }, () => until).catch(() => undefined);
    }
  };
}
