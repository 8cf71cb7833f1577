import type { Preferences } from "../client/culver.ts";
import { hasBesides, type Names, type News } from "../client/notices/news.ts";
import { isMessage, type RowContent } from "../engine/history/rows.ts";
import { tameName } from "../ui/logic/names.ts";
import type { Identifier } from "../wire/identifiers.ts";
import type { Words } from "./words.ts";

/** A notification as it is to be shown. One of the same tag takes the place of the one before. */
export interface Shown {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  readonly silent: boolean;
  readonly conversation?: Identifier;
}

/** Of what is of no conversation, or of several. */
export const GENERAL = "culver";
const MOST_SHOWN = 4;
const MOST_TEXT = 300;
const MOST_QUOTED = 60;

/** What notifications tell: who wrote what if the person wants that, else that there is something. */
export function tell(
  news: readonly News[],
  preferences: Pick<Preferences, "previews" | "sounds">,
  names: Names,
  words: Words,
): readonly Shown[] {
  const silent = !preferences.sounds;
  if (!preferences.previews) {
    const count = news.flatMap(({ lines }) => lines.filter(({ content }) => isMessage(content))).length;
    const [only] = news.length === 1 ? news : [];
    const place = only === undefined ? {} : { conversation: only.conversation.id };
    const body = count === 0 && news.some(hasBesides) ? words.something : words.messages(count);
    return news.length === 0 ? [] : [{ ...general(body, silent), ...place }];
  }
  const nameOf = (account: Identifier): string => tameName(names(account)) ?? words.somebody;
  return news.map(({ conversation: { id, kind, title }, lines, targets }) => {
    const shown = lines.slice(-MOST_SHOWN);
    const group = kind === "group";
    const texts = shown.map(({ author, content, order }) => {
      if (content.is === "membership") {
        return words.added(nameOf(author));
      }
      const text = content.is === "reaction" ? reacted(content, targets?.get(order), words) : textOf(content, words);
      return group ? `${nameOf(author)}: ${text}` : text;
    });
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

function reacted({ emoji }: { readonly emoji?: string }, target: RowContent | undefined, words: Words): string {
  const to = target === undefined ? "" : textOf(target, words);
  return words.reacted(tameName(emoji) ?? "", cut(to, MOST_QUOTED));
}

/** Tells something of no conversation, or of several. */
export const general = (body: string, silent: boolean): Shown => ({ title: "Culver", body, tag: GENERAL, silent });

/** Tells of many messages at once. */
export const gathered = (messages: number, chats: number, words: Words): Shown =>
  general(chats === 1 ? words.messages(messages) : words.gathered(messages, chats), true);

const cut = (text: string, most = MOST_TEXT): string =>
  text.length > most ? `${text.slice(0, most).trimEnd()}…` : text;
