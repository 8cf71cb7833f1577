import type { Preferences } from "../client/culver.ts";
import type { Ground } from "../client/ground.ts";
import { namesFor, within } from "../client/notices/names.ts";
import { findNews, isMuted, MOMENT, type Names, type News } from "../client/notices/news.ts";
import { noticesLock } from "../client/notices/rows.ts";
import { remember, toldOf } from "../client/notices/told.ts";
import { openTab, type Tab } from "../client/tab.ts";
import { DEFAULTS, PREFERENCES } from "../client/tabs/mirror.ts";

/** What this device has found out after it was woken. */
export interface Found {
  /** What is to be told, the newest conversation first. */
  readonly news: readonly News[];
  /** There is something, too, of which the person does not want to hear. */
  readonly muted: boolean;
  readonly names: Names;
  readonly preferences: Preferences;
  readonly isRead: (conversation: string) => boolean;
}

/** Milliseconds that the acknowledgement may take to be on its way. */
const RECEIPTS = 10_000;

/**
 * Brings this device up to date as one tab more: by the tab that leads if there is one, else by leading itself, so that
 * nobody else writes meanwhile. Rejects as the client does, with SignedOut's Failure if nobody is signed in.
 *
 * @param show tells the person, and answers whether it has told; what follows it is acknowledging
 */
export async function wake(ground: Ground, show: (found: Found) => Promise<boolean>): Promise<void> {
  const tab = await openTab(ground, () => undefined);
  try {
    const orders = new Map((await tab.store.conversations()).map((row) => [row.id, row.order]));
    await tab.remote.catchUp();
    // The tab that leads may be telling just now.
    await ground.election.locks.request(noticesLock(ground.name), () => tellOf(tab, orders, show));
    // Senders see that it was delivered. Closing tells what has not been told by then.
    await within(ground.environment, RECEIPTS, tab.mirror, () => tab.mirror.connection.is === "live");
  } finally {
    await tab.close();
  }
}

async function tellOf(
  { ground, store, mirror }: Tab,
  orders: ReadonlyMap<string, number>,
  show: (found: Found) => Promise<boolean>,
): Promise<void> {
  const before = await toldOf(ground.store);
  const now = ground.environment.now();
  const rows = await store.conversations();
  const known = { orders, notified: before.upTo };
  const news = await findNews(store, rows, mirror.self?.account ?? "", known, now - MOMENT);
  const heard = news.filter(({ conversation }) => !isMuted(conversation, now));
  const names = await namesFor(heard, () => store.people(), ground.store, ground.environment);
  const unread = new Set((await store.conversations()).filter((row) => row.unread > 0).map((row) => row.id));
  const told = await show({
    news: heard,
    muted: heard.length < news.length,
    names,
    preferences: { ...DEFAULTS, ...(await ground.store.get(PREFERENCES, "preferences")) },
    isRead: (conversation) => !unread.has(conversation) && before.besides?.includes(conversation) !== true,
  });
  if (told) {
    await remember(ground.store, before, news, heard);
  }
}
