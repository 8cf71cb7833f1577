import type { Preferences } from "../client/culver.ts";
import type { Ground } from "../client/ground.ts";
import { NOTIFIED } from "../client/push/rows.ts";
import { openTab } from "../client/tab.ts";
import { DEFAULTS, PREFERENCES } from "../client/tabs/mirror.ts";
import type { EngineStore } from "../engine/store.ts";
import { put } from "../store/store.ts";
import { findNews, isMuted, type News } from "./news.ts";

/** What this device has found out after it was woken. */
export interface Found {
  /** What is to be told, the newest conversation first. */
  readonly news: readonly News[];
  /** There is something, too, of which the person does not want to hear. */
  readonly muted: boolean;
  readonly names: (account: string) => string | undefined;
  readonly preferences: Preferences;
  readonly isRead: (conversation: string) => boolean;
}

/** Milliseconds that a sender's name may take to be fetched, and the acknowledgement to be on its way. */
const NAMES = 3_000;
const RECEIPTS = 10_000;

/**
 * Brings this device up to date as one tab more: by the tab that leads if there is one, else by leading itself, so that
 * nobody else writes meanwhile. Rejects as the client does, with SignedOut's Failure if nobody is signed in.
 *
 * @param show tells the person; what follows it is acknowledging
 */
export async function wake(ground: Ground, show: (found: Found) => Promise<void>): Promise<void> {
  const { store } = ground;
  const tab = await openTab(ground, () => undefined);
  try {
    const orders = new Map((await tab.store.conversations()).map((row) => [row.id, row.order]));
    const { upTo: notified } = (await store.get(NOTIFIED, "notified")) ?? { upTo: {} };
    await tab.remote.catchUp();
    const self = tab.mirror.self?.account ?? "";
    const now = ground.environment.now();
    const news = await findNews(tab.store, self, { orders, notified }, now);
    const heard = news.filter(({ conversation }) => !isMuted(conversation, now));
    const names = await namesFor(heard, tab.store, ground);
    const unread = new Set((await tab.store.conversations()).filter((row) => row.unread > 0).map((row) => row.id));
    await show({
      news: heard,
      muted: heard.length < news.length,
      names,
      preferences: { ...DEFAULTS, ...(await store.get(PREFERENCES, "preferences")) },
      isRead: (conversation) => !unread.has(conversation),
    });
    const told = news.map(({ conversation, lines }) => [conversation.id, lines.at(-1)?.order ?? 0] as const);
    await store.write([put(NOTIFIED, { upTo: { ...notified, ...Object.fromEntries(told) } })]);
    // Senders see that it was delivered. Closing tells what has not been told by then.
    await within(ground, RECEIPTS, tab.mirror, () => tab.mirror.connection.is === "live");
  } finally {
    await tab.close();
  }
}

/** The names of who wrote. Of somebody new they may just be coming. */
async function namesFor(
  news: readonly News[],
  store: EngineStore,
  ground: Ground,
): Promise<(account: string) => string | undefined> {
  const authors = new Set(news.flatMap(({ lines }) => lines.map((line) => line.author)));
  let names = new Map<string, string>();
  const read = async (): Promise<boolean> => {
    const people = (await store.people()).filter((row) => authors.has(row.account));
    names = new Map(
      people.flatMap(({ account, name, handle }) => {
        const called = name ?? (handle === undefined ? undefined : `@${handle}`);
        return called === undefined ? [] : [[account, called] as const];
      }),
    );
    return [...authors].every((account) => people.some((row) => row.account === account && row.name !== undefined));
  };
  await within(ground, NAMES, ground.store, read);
  return (account) => names.get(account);
}

/** Resolves when something is so, or after some time. It is looked at whenever the changes tell. */
async function within(
  ground: Ground,
  milliseconds: number,
  changes: { subscribe(changed: () => void): () => void },
  isSo: () => boolean | Promise<boolean>,
): Promise<void> {
  let stop: () => void = () => undefined;
  let cancel: () => void = () => undefined;
  await new Promise<void>((resolve) => {
    const look = (): void => {
      Promise.resolve(isSo()).then(
        (so) => so && resolve(),
        () => resolve(),
      );
    };
    stop = changes.subscribe(look);
    cancel = ground.environment.after(milliseconds, resolve);
    look();
  });
  stop();
  cancel();
}
