import type { Preferences } from "../client/culver.ts";
import { isMessage, type ConversationRow, type MessageRow, type RowContent } from "../engine/history/rows.ts";
import type { EngineStore } from "../engine/store.ts";
import { tameName } from "../ui/logic/names.ts";
import type { Identifier } from "../wire/identifiers.ts";
import type { Words } from "./words.ts";

/** What is unread in a conversation, some of it not told of so far. */
export interface News {
  readonly conversation: ConversationRow;
  /** The newest unread messages, oldest first. */
  readonly lines: readonly MessageRow[];
}

/** A notification as it is to be shown. One of the same tag takes the place of the one before. */
export interface Shown {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly silent: boolean;
  readonly conversation?: Identifier;
}

/** What was known before this device synced. */
export interface Before {
  /** The newest line of each conversation, and that which notifications told of. */
  readonly orders: ReadonlyMap<Identifier, number>;
  readonly notified: Readonly<Record<Identifier, number>>;
}

/** Of what is of no conversation, or of several. */
export const GENERAL = "culver";
/** Milliseconds. A tab may have stored a message a moment before its push came, and have told nobody. */
const MOMENT = 600_000;
const MOST_LINES = 50;
const MOST_SHOWN = 4;
const MOST_TEXT = 300;

/** Finds what nobody was told of, the newest conversation first. */
export async function findNews(
  store: EngineStore,
  self: Identifier,
  { orders, notified }: Before,
  now: number,
): Promise<readonly News[]> {
  const blocked = new Set((await store.own()).blocked ?? []);
  const unread = (await store.conversations()).filter((row) => row.unread > 0);
  const found = await Promise.all(
    unread.map(async (conversation): Promise<News> => {
      const range = { above: conversation.readOrder, most: MOST_LINES, from: "end" } as const;
      const lines = (await store.lines(conversation.id, range)).filter(
        (line) => isMessage(line.content) && line.hidden !== true && line.author !== self && !blocked.has(line.author),
      );
      return { conversation, lines };
    }),
  );
  return found
    .filter(({ conversation: { id }, lines }) => {
      const newest = lines.at(-1);
      return (
        newest !== undefined &&
        newest.order > (notified[id] ?? 0) &&
        (newest.order > (orders.get(id) ?? 0) || newest.time > now - MOMENT)
      );
    })
    .sort((one, other) => other.conversation.activeAt - one.conversation.activeAt);
}

/** What notifications tell: who wrote what if the person wants that, else that there is something. */
export function tell(
  news: readonly News[],
  preferences: Pick<Preferences, "previews" | "sounds">,
  names: (account: Identifier) => string | undefined,
  words: Words,
): readonly Shown[] {
  const silent = !preferences.sounds;
  if (!preferences.previews) {
    const count = news.reduce((sum, { lines }) => sum + lines.length, 0);
    const [only] = news.length === 1 ? news : [];
    const place = only === undefined ? {} : { conversation: only.conversation.id };
    return count === 0 ? [] : [{ title: "Culver", body: words.messages(count), tag: GENERAL, silent, ...place }];
  }
  const nameOf = (account: Identifier): string => tameName(names(account)) ?? words.somebody;
  return news.map(({ conversation: { id, kind, title }, lines }) => {
    const shown = lines.slice(-MOST_SHOWN);
    const group = kind === "group";
    const texts = shown.map(({ author, content }) =>
      group ? `${nameOf(author)}: ${textOf(content, words)}` : textOf(content, words),
    );
    const from = shown.at(-1)?.author ?? "";
    return {
      title: group ? (tameName(title?.title) ?? words.group) : nameOf(from),
      body: texts.join("\n"),
      tag: id,
      silent,
      conversation: id,
    };
  });
}

export const isMuted = ({ mutedUntil }: ConversationRow, now: number): boolean =>
  mutedUntil !== undefined && mutedUntil > now;

function textOf(content: RowContent, words: Words): string {
  if (content.is === "text") {
    return cut(content.text);
  }
  if (content.is !== "media") {
    return "";
  }
  const [file] = content.files;
  const kind =
    file?.voice === true
      ? words.voice
      : file?.type.startsWith("image/") === true
        ? words.photo
        : file?.type.startsWith("video/") === true
          ? words.video
          : words.file;
  return content.text === undefined || content.text === "" ? kind : `${kind}: ${cut(content.text)}`;
}

const cut = (text: string): string => (text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT).trimEnd()}…` : text);
