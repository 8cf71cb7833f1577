import type { ConversationRow } from "../../engine/history/rows.ts";
import type { EngineStore } from "../../engine/store.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import type { Ground } from "../ground.ts";
import type { Mirror } from "../tabs/mirror.ts";
import { namesFor } from "./names.ts";
import type { Looked } from "./looked.ts";
import { findNews, isMuted, MOMENT, timeOf, type News } from "./news.ts";
import type { NoticePort } from "./port.ts";
import { noticesLock } from "./rows.ts";
import { remember, toldOf } from "./told.ts";

/** Milliseconds in which what comes is looked at together: a new group and its title, say. */
const SETTLE = 300;
/** Of more conversations at once one notification tells. */
const MOST_AT_ONCE = 3;

/** What the tab that leads needs to tell of news. */
export interface TellingParts {
  readonly ground: Pick<Ground, "store" | "environment" | "election" | "name">;
  readonly store: EngineStore;
  readonly mirror: Mirror;
  readonly port: NoticePort;
  readonly looked: Looked;
}

/**
 * Tells the person of what comes while nobody looks at it, from now on. One tab does it for all: the one that leads.
 * Answers how to stop.
 */
export function telling({ ground, store, mirror, port, looked }: TellingParts): () => void {
  const { environment } = ground;
  /** Conversations that are told of together. */
  const gathered = new Set<Identifier>();
  let stopped = false;
  let cancel: (() => void) | undefined;

  const look = async (): Promise<void> => {
    const self = mirror.self;
    if (stopped || self === undefined || mirror.connection.is === "catching-up") {
      // Looked at when it has caught up, all at once.
      return;
    }
    const rows = [...mirror.conversations.values()].filter((row) => row.order > (looked.orders.get(row.id) ?? 0));
    if (rows.length === 0) {
      return;
    }
    await tellOf(rows, self.account);
    looked.done(rows.map(({ id, order }) => [id, order]));
  };

  const tellOf = async (rows: readonly ConversationRow[], self: Identifier): Promise<void> => {
    const told = await toldOf(ground.store);
    const now = environment.now();
    const known = { orders: new Map(looked.orders), notified: told.upTo };
    const news = await findNews(store, rows, self, known, Infinity);
    looked.add(rows.map(({ id, order }) => [id, order]));
    const views = (await port.views()).filter(({ visible }) => visible);
    const inView = new Set(views.map(({ conversation }) => conversation));
    const unseen = news.filter(({ conversation }) => !isMuted(conversation, now) && !inView.has(conversation.id));
    const late = unseen.filter((each) => timeOf(each) <= now - MOMENT);
    const fresh = unseen.filter((each) => !late.includes(each));
    const { preferences } = mirror;
    const heard = fresh.length > 0 && preferences.sounds && port.chime();
    if (!preferences.notifications || !port.permitted()) {
      return;
    }
    const single = fresh.length > MOST_AT_ONCE ? [] : fresh;
    // Whoever looks at the list sees it there.
    const many = [...(fresh.length > MOST_AT_ONCE ? fresh : []), ...(views.length === 0 ? late : [])];
    if (single.length > 0) {
      const names = await namesFor(single, () => [...mirror.people.values()], mirror, environment);
      await port.show({ news: single, names, preferences, silent: heard });
      single.forEach(({ conversation }) => gathered.delete(conversation.id));
    }
    await gather(many);
    await remember(ground.store, told, [...single, ...many], single);
  };

  const gather = async (news: readonly News[]): Promise<void> => {
    news.forEach(({ conversation }) => gathered.add(conversation.id));
    const unread = [...gathered].flatMap((id) => mirror.conversations.get(id) ?? []).filter((row) => row.unread > 0);
    gathered.clear();
    unread.forEach(({ id }) => gathered.add(id));
    if (news.length > 0 && unread.length > 0) {
      const messages = unread.reduce((sum, row) => sum + row.unread, 0);
      await port.gather({ messages, chats: unread.length, language: mirror.preferences.language });
    }
  };

  let work: Promise<unknown> = Promise.resolve();
  const soon = (): void => {
    cancel ??= environment.after(SETTLE, () => {
      cancel = undefined;
      // Nothing is lost of what is not told: it stays unread.
      work = work.then(() => ground.election.locks.request(noticesLock(ground.name), look)).catch(() => undefined);
    });
  };
  const unsubscribe = mirror.subscribe((written) => {
    if (written.length === 0 || written.some((each) => each.store === "conversations")) {
      soon();
    }
  });
  // What the tab that led before has stored, and not told of any more.
  soon();
  return () => {
    stopped = true;
    unsubscribe();
    cancel?.();
  };
}
