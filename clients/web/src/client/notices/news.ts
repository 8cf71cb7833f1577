import { isMessage, type ConversationRow, type MessageRow, type RowContent } from "../../engine/history/rows.ts";
import { makesMember } from "../../engine/membership/changes.ts";
import type { EngineStore } from "../../engine/store.ts";
import type { Identifier } from "../../wire/identifiers.ts";

/** What is unread in a conversation, or happened in it besides, some of it not told of so far. */
export interface News {
  readonly conversation: ConversationRow;
  /**
   * The newest unread messages; and what is no message and not told of so far: that somebody has reacted to one's own
   * message, or has made one a member. Oldest first.
   */
  readonly lines: readonly MessageRow[];
  /** What reactions are to, by the order of the reaction's line. */
  readonly targets?: ReadonlyMap<number, RowContent>;
}

/** What is told of by now. */
export interface Before {
  /** The newest line of each conversation that was looked at, and that which notifications told of. */
  readonly orders: ReadonlyMap<Identifier, number>;
  readonly notified: Readonly<Record<Identifier, number>>;
}

export type Names = (account: Identifier) => string | undefined;

/** Milliseconds after which something is told of only together with others. */
export const MOMENT = 600_000;
const MOST_LINES = 50;

/**
 * Finds what nobody was told of, the newest conversation first.
 *
 * @param rows of the conversations that may have something
 * @param again what has come since this time is told of though it was looked at: for the worker, since a tab may have
 *   stored a message a moment before its push came, and have told nobody
 */
export async function findNews(
  store: EngineStore,
  rows: readonly ConversationRow[],
  self: Identifier,
  { orders, notified }: Before,
  again: number,
): Promise<readonly News[]> {
  const blocked = new Set((await store.own()).blocked ?? []);
  const isOthers = (line: MessageRow): boolean =>
    line.hidden !== true && line.author !== self && !blocked.has(line.author);

  const find = async (conversation: ConversationRow): Promise<News | undefined> => {
    const { id, readOrder } = conversation;
    const known = Math.max(orders.get(id) ?? 0, notified[id] ?? 0);
    const range = { above: Math.min(readOrder, known), most: MOST_LINES, from: "end" } as const;
    const all = (await store.lines(id, range)).filter(isOthers);
    const targets = new Map<number, RowContent>();
    const lines: MessageRow[] = [];
    let news = false;
    for (const line of all) {
      const fresh = line.order > known;
      if (isMessage(line.content) && line.order > readOrder) {
        lines.push(line);
        news ||= fresh || (line.order > (notified[id] ?? 0) && line.time > again);
      } else if (fresh && (await isBesides(line, targets))) {
        lines.push(line);
        news = true;
      }
    }
    return news ? { conversation, lines, ...(targets.size === 0 ? {} : { targets }) } : undefined;
  };

  /** Whether a line tells that somebody has reacted to an own message, or made this account a member. */
  const isBesides = async (line: MessageRow, targets: Map<number, RowContent>): Promise<boolean> => {
    const { content } = line;
    if (content.is === "membership") {
      return content.verified && makesMember(content.change, self);
    }
    if (content.is !== "reaction" || content.emoji === undefined) {
      return false;
    }
    const target = await store.find(line.conversation, content.to.device, content.to.id);
    const stands = target?.changes?.reactions?.[line.author]?.emoji === content.emoji;
    if (target?.author !== self || !stands || target.hidden === true) {
      return false;
    }
    targets.set(line.order, target.content);
    return true;
  };

  const changed = rows.filter(
    (row) => row.unread > 0 || row.order > Math.max(orders.get(row.id) ?? 0, notified[row.id] ?? 0),
  );
  const found = (await Promise.all(changed.map(find))).filter((each) => each !== undefined);
  return found.sort((one, other) => timeOf(other) - timeOf(one));
}

export const timeOf = ({ conversation, lines }: News): number =>
  Math.max(conversation.activeAt, lines.at(-1)?.time ?? 0);

/** Whether it tells of something that reading does not count. */
export const hasBesides = ({ lines }: News): boolean => lines.some(({ content }) => !isMessage(content));

export const isMuted = ({ mutedUntil }: ConversationRow, now: number): boolean =>
  mutedUntil !== undefined && mutedUntil > now;
