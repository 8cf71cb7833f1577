import type { Content, Reference, SentFile } from "../../engine/history/content.ts";
import { isReference } from "../../engine/history/content.ts";
import { reached } from "../../engine/history/receipts.ts";
import { applyReference } from "../../engine/history/references.ts";
import type { ConversationRow, MessageRow, RowContent } from "../../engine/history/rows.ts";
import { isVisible } from "../../engine/history/update.ts";
import type { MediaState } from "../../engine/media/rows.ts";
import type { Change } from "../../engine/membership/changes.ts";
import { rank } from "../../engine/membership/changes.ts";
import type { OutboxRow } from "../../engine/outbox/rows.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import type { Attachment, Body, DeliveryState, Line, MembershipChange, Reaction, Transfer } from "../culver.ts";
import type { Mirror } from "../tabs/mirror.ts";
import { defined } from "./defined.ts";
import { pictureUrl } from "./pictures.ts";

/** What a line is made of besides its row. */
export interface Around {
  readonly mirror: Mirror;
  readonly conversation: ConversationRow;
  /** The message that a reply names, as far as it is known here. */
  readonly replied: (reference: Reference) => MessageRow | undefined;
  readonly mediaState: (media: Identifier) => MediaState | undefined;
}

/** The own queue of a conversation, in order. */
export const queueOf = (mirror: Mirror, conversation: Identifier): OutboxRow[] =>
  [...mirror.outbox.values()]
    .filter((row) => row.conversation === conversation)
    .sort((one, other) => one.place - other.place);

/** What lines were made of before: those that are of the same are not made again. */
export type Made = Map<string, { readonly row: MessageRow; readonly line: Line }>;

/** What lines of the history and the queue look like: what waits comes last, and its references are applied already. */
export function linesOf(
  rows: readonly MessageRow[],
  queue: readonly OutboxRow[],
  around: Around,
  made: Made = new Map(),
): Line[] {
  const self = around.mirror.self?.account ?? "";
  const waiting = queue.filter((item) => !isReference(item.content)).map((item) => rowOf(item, self, around));
  const changed = [...rows, ...waiting.map(({ row }) => row)].map((row) => withQueued(row, queue, self));
  const items = new Map(waiting.map(({ row, item }) => [row.key, item]));
  return changed
    .filter((row) => isVisible(row, around.conversation.kind))
    .map((row) => {
      const before = made.get(row.key);
      if (before?.row === row && isOfItsRow(row) && before.line.own === (row.author === self)) {
        if (before.line.state === stateOf(row, around, items.get(row.key))) {
          return before.line;
        }
      }
      const line = lineOf(row, around, items.get(row.key));
      made.set(row.key, { row, line });
      return line;
    });
}

/** Whether a line shows nothing but its row and its state: no files that move, and no message that it replies to. */
const isOfItsRow = ({ content }: MessageRow): boolean => content.is === "text" && content.reply === undefined;

/** The message that a reply names, where it waits in the queue itself. */
export function queuedRow(
  { device, id }: Reference,
  queue: readonly OutboxRow[],
  around: Pick<Around, "mirror" | "conversation">,
): MessageRow | undefined {
  const self = around.mirror.self;
  const item = queue.find((each) => each.id === id && !isReference(each.content));
  if (self === undefined || item === undefined || (device !== self.device && item.key !== `${device}.${id}`)) {
    return undefined;
  }
  return withQueued(rowOf(item, self.account, around).row, queue, self.account);
}

function rowOf(
  item: OutboxRow,
  self: Identifier,
  around: Pick<Around, "conversation">,
): { readonly row: MessageRow; readonly item: OutboxRow } {
  const row: MessageRow = {
    conversation: item.conversation,
    order: around.conversation.order + item.place,
    key: item.key,
    epoch: 0,
    author: self,
    time: item.outcome.is === "accepted" ? item.outcome.time : item.written,
    content: item.content,
    id: item.id,
    device: item.key.split(".")[0] ?? "",
  };
  return { row, item };
}

/** A line as it will be when what waits in the queue is in the log. */
function withQueued(row: MessageRow, queue: readonly OutboxRow[], self: Identifier): MessageRow {
  return queue.reduce((now, { content, outcome }) => {
    const applies =
      isReference(content) && outcome.is !== "failed" && content.to.device === row.device && content.to.id === row.id;
    return applies ? applyReference(now, content, self, [Infinity, 0]) : now;
  }, row);
}

/** What a line looks like. `item`: what waits in the queue, of a message that is not in the history yet. */
export function lineOf(row: MessageRow, around: Around, item?: OutboxRow): Line {
  const { mirror } = around;
  const own = row.author === mirror.self?.account;
  const content = row.content;
  const written = content.is === "text" || content.is === "media" ? content : undefined;
  return {
    key: row.key,
    conversation: row.conversation,
    at: row.time,
    author: row.author,
    own,
    ...defined({
      state: stateOf(row, around, item),
      unprepared: unpreparedOf(item, mirror),
      lifetime: written?.lifetime,
      disappearsAt: row.disappearsAt,
    }),
    body: bodyOf(row, around, item),
    ...(row.changes?.edit === undefined ? {} : { edited: true }),
    reactions: reactionsOf(row, mirror.self?.account),
    ...(written?.reply === undefined ? {} : { reply: replyOf(written.reply, around) }),
  };
}

function stateOf(row: MessageRow, around: Around, item: OutboxRow | undefined): DeliveryState | undefined {
  const { mirror, conversation } = around;
  const self = mirror.self?.account ?? "";
  if (row.author !== self || row.id === undefined) {
    return undefined;
  }
  switch (item?.outcome.is) {
    case "preparing":
      return "preparing";
    case "unprepared":
    case "failed":
      return "failed";
    case "accepted":
      return "sent";
    case "waiting":
      return mirror.connection.is === "live" ? "sending" : "waiting";
    case undefined:
      return reached(row, conversation, self, mirror.own.logEpoch ?? 0);
  }
}

const unpreparedOf = (item: OutboxRow | undefined, mirror: Mirror): Line["unprepared"] =>
  item?.outcome.is === "unprepared" ? { why: item.outcome.reason, again: mirror.preparing.has(item.id) } : undefined;

function bodyOf(row: MessageRow, around: Around, item: OutboxRow | undefined): Body {
  const { content } = row;
  switch (content.is) {
    case "text":
      return { is: "text", text: content.text };
    case "media":
      return {
        is: "media",
        files: content.files.map((file, index) => attachmentOf(file, index, around, item)),
        ...defined({ text: content.text }),
      };
    case "group":
      return { is: "titled", title: content.title };
    case "membership":
      return { is: "membership", change: changeOf(content.change), verified: content.verified };
    case "new-device":
    case "removed-device":
      return { is: content.is, account: row.author };
    case "lifetime":
    case "deleted":
    case "placeholder":
      return content;
    case "reaction":
    case "edit":
    case "delete":
    case "profile":
    case "known":
    case "gone":
      return { is: "deleted" };
  }
}

function attachmentOf(file: SentFile, index: number, around: Around, item: OutboxRow | undefined): Attachment {
  const { media, type, size, name, width, height, duration } = file;
  const preparing = item === undefined ? undefined : around.mirror.preparing.get(item.id);
  return {
    key: media,
    type,
    size,
    ...defined({ name, width, height, duration, thumbnail: pictureUrl(file.thumbnail) }),
    voice: file.voice === true,
    ...(preparing !== undefined || around.mediaState(media)?.complete === true ? { local: true } : {}),
    transfer: transferOf(media, preparing?.shares[index] ?? 0, around, item),
  };
}

function transferOf(
  media: Identifier,
  share: number,
  { mirror, mediaState }: Around,
  item: OutboxRow | undefined,
): Transfer {
  if (item?.outcome.is === "preparing") {
    return { is: "preparing", share };
  }
  if (item?.outcome.is === "unprepared") {
    return { is: "unprepared" };
  }
  const moving = mirror.passing.moving[media];
  const state = mediaState(media);
  if (moving !== undefined) {
    return moving;
  }
  if (item?.uploads?.includes(media) === true && state?.upload !== undefined) {
    return { is: "uploading", share: state.upload.done.length / state.upload.chunks.length };
  }
  return { is: state?.complete === true ? "here" : state?.gone === true ? "gone" : "none" };
}

function reactionsOf(row: MessageRow, self: Identifier | undefined): Reaction[] {
  const byEmoji = new Map<string, Identifier[]>();
  for (const [account, { emoji }] of Object.entries(row.changes?.reactions ?? {})) {
    if (emoji !== undefined) {
      byEmoji.set(emoji, [...(byEmoji.get(emoji) ?? []), account]);
    }
  }
  return [...byEmoji].map(([emoji, accounts]) => ({
    emoji,
    accounts,
    own: self !== undefined && accounts.includes(self),
  }));
}

function replyOf(reference: Reference, around: Around): NonNullable<Line["reply"]> {
  const found = around.replied(reference);
  const target = found !== undefined && isVisible(found, around.conversation.kind) ? found : undefined;
  return {
    key: target?.key ?? `${reference.device}.${reference.id}`,
    author: found?.author ?? "",
    ...(target === undefined ? {} : { body: bodyOf(target, around, undefined) }),
  };
}

/** What a person wrote, if there is something. */
export function textOf(content: RowContent | Content): string | undefined {
  return content.is === "text" || content.is === "media" ? content.text : undefined;
}

function changeOf(change: Change): MembershipChange {
  switch (change.type) {
    case "created":
      return { is: "created" };
    case "added":
      return { is: "added", accounts: change.members.map((member) => member.account) };
    case "removed":
      return { is: "removed", accounts: change.accounts };
    case "left":
      return { is: "left" };
    case "role":
      return { is: "role", account: change.account, role: rank(change.role) };
  }
}
