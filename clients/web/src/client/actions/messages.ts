import { importKey } from "../../crypto/aes.ts";
import { chunkCount, decryptChunk } from "../../crypto/media.ts";
import type { Content, Reference, SentFile } from "../../engine/history/content.ts";
import { reachedWith } from "../../engine/history/receipts.ts";
import type { ConversationRow, MessageRow } from "../../engine/history/rows.ts";
import { isVisible } from "../../engine/history/update.ts";
import { HEAD, isPicture, withoutMetadata } from "../../engine/media/metadata.ts";
import { MOST_FILE, prepareFile } from "../../engine/media/preparing.ts";
import { freshItem } from "../../engine/outbox/fresh.ts";
import type { OutboxRow } from "../../engine/outbox/rows.ts";
import { hasEnded, membersOf } from "../../engine/state.ts";
import { fromBase64 } from "../../wire/base64.ts";
import { utf8 } from "../../wire/bytes.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import { Failure, type DeliveryState, type Draft, type Line, type Person } from "../culver.ts";
import type { Tab } from "../tab.ts";
import { defined } from "../views/defined.ts";
import { findLine } from "../views/find.ts";
import { folded, wordsOf } from "../views/folded.ts";
import { lineOf, textOf, type Around } from "../views/lines.ts";
import { personOf } from "../views/people.ts";
import { describe } from "./describe.ts";

/** Bytes of what one message can hold, less what may go along with the text. */
const MOST_TEXT = 65_516 - 512;
const MOST_FILES = 10;
const MOST_FOUND = 100;
/** Members of a conversation whose receipts are told unasked. */
const MOST_TOLD = 10;
const STEP = 500;

/** A conversation, though this tab may not have heard yet that it is there. */
async function conversationOf({ mirror, store }: Tab, id: Identifier): Promise<ConversationRow> {
  const row = mirror.conversations.get(id) ?? (await store.conversation(id));
  if (row === undefined) {
    throw new Failure("not-found");
  }
  return row;
}

/** Puts a message into the queue: whatever dies now, it will be sent. */
async function enqueue(
  tab: Tab,
  conversation: Identifier,
  content: Content,
  files: readonly SentFile[] = [],
): Promise<void> {
  const { self } = tab.mirror;
  if (self === undefined) {
    throw new Failure("signed-out");
  }
  if (hasEnded(await conversationOf(tab, conversation))) {
    throw new Failure("no-member");
  }
  const uploads = files.map((file) => file.media);
  await tab.store.write({ outbox: [freshItem(tab.ground.environment, self, conversation, content, uploads)] });
}

/** Text as it is sent. Throws {@link Failure}. */
function checked(text: string): string {
  if (utf8(text).length > MOST_TEXT) {
    throw new Failure("too-long");
  }
  return text;
}

export async function send(tab: Tab, conversation: Identifier, draft: Draft): Promise<void> {
  const files = draft.files ?? [];
  const text = checked(draft.text);
  if ((text.trim() === "" && files.length === 0) || files.length > MOST_FILES) {
    throw new Failure("malformed", files.length > MOST_FILES ? "files" : "text");
  }
  if (files.some((file) => file.size > MOST_FILE)) {
    throw new Failure("file-too-large");
  }
  const row = await conversationOf(tab, conversation);
  const reply = draft.reply === undefined ? undefined : (await targetOf(tab, conversation, draft.reply)).reference;
  const more = defined({ reply, lifetime: row.lifetime });
  if (files.length === 0) {
    await enqueue(tab, conversation, { is: "text", text, ...more });
    return;
  }
  const sent: SentFile[] = [];
  for (const file of files) {
    sent.push(await stored(tab, conversation, file, draft.voice === true));
  }
  const caption = text.trim() === "" ? {} : { text };
  await enqueue(tab, conversation, { is: "media", files: sent, ...caption, ...more }, sent);
}

async function stored(tab: Tab, conversation: Identifier, file: File, voice: boolean): Promise<SentFile> {
  if (file.size === 0) {
    throw new Failure("file-unreadable", file.name);
  }
  try {
    return await prepareFile(tab.store, conversation, await cleaned(file), await describe(file, voice));
  } catch (failed) {
    // A file that was moved or changed since it was chosen cannot be read any more.
    throw failed instanceof DOMException && failed.name !== "QuotaExceededError"
      ? new Failure("file-unreadable", file.name)
      : failed;
  }
}

/** A picture without where and when it was taken; anything else as it is. */
async function cleaned(file: File): Promise<Blob> {
  if (!isPicture(new Uint8Array(await file.slice(0, HEAD).arrayBuffer()))) {
    return file;
  }
  const clean = withoutMetadata(new Uint8Array(await file.arrayBuffer()));
  return clean === undefined ? file : new Blob([clean]);
}

interface Target {
  readonly reference: Reference;
  readonly row?: MessageRow;
  readonly item?: OutboxRow;
}

/** The message that a key names, wherever it is. */
async function targetOf(tab: Tab, conversation: Identifier, key: string): Promise<Target> {
  const item = [...tab.mirror.outbox.values()].find((each) => each.conversation === conversation && each.key === key);
  if (item !== undefined) {
    const device = tab.mirror.self?.device ?? "";
    return { reference: { device, id: item.id }, item };
  }
  const row = await findLine(tab.store, tab.mirror, conversation, key);
  if (row?.device === undefined || row.id === undefined) {
    throw new Failure("not-found");
  }
  return { reference: { device: row.device, id: row.id }, row };
}

export async function edit(tab: Tab, conversation: Identifier, key: string, text: string): Promise<void> {
  const { reference: to } = await targetOf(tab, conversation, key);
  if (text.trim() === "") {
    throw new Failure("malformed", "text");
  }
  await enqueue(tab, conversation, { is: "edit", to, text: checked(text) });
}

export async function react(tab: Tab, conversation: Identifier, key: string, emoji: string | undefined): Promise<void> {
  const { reference: to } = await targetOf(tab, conversation, key);
  await enqueue(tab, conversation, { is: "reaction", to, ...defined({ emoji }) });
}

export async function remove(
  tab: Tab,
  conversation: Identifier,
  key: string,
  scope: "everyone" | "here",
): Promise<void> {
  if (scope === "here") {
    const row = await findLine(tab.store, tab.mirror, conversation, key);
    if (row !== undefined) {
      await tab.remote.hide(conversation, row.order);
      return;
    }
  }
  const { reference: to, item } = await targetOf(tab, conversation, key);
  if (item !== undefined && (await tab.remote.discard(conversation, item.id))) {
    return;
  }
  await enqueue(tab, conversation, { is: "delete", to });
}

export async function setLifetime(tab: Tab, conversation: Identifier, seconds: number | undefined): Promise<void> {
  await enqueue(tab, conversation, { is: "lifetime", ...defined({ seconds }) });
}

/** The queued message of a key. Throws {@link Failure}. */
export async function queued(tab: Tab, conversation: Identifier, key: string): Promise<Identifier> {
  const { item } = await targetOf(tab, conversation, key);
  if (item === undefined) {
    throw new Failure("not-found");
  }
  return item.id;
}

export async function markRead(tab: Tab, conversation: Identifier, key: string): Promise<void> {
  const row = await findLine(tab.store, tab.mirror, conversation, key);
  const known = tab.mirror.conversations.get(conversation);
  if (known === undefined) {
    return;
  }
  // What waits in the queue comes after everything else.
  const order = row?.order ?? known.order;
  // Behind the last line there may be what has none, such as a reaction.
  const last = known.last === undefined || order >= known.last.order ? known.order : order;
  if (last > known.readOrder || known.markedUnread === true) {
    await tab.remote.markRead(conversation, last);
  }
}

export async function readers(
  tab: Tab,
  conversation: Identifier,
  key: string,
): Promise<readonly { person: Person; state: DeliveryState }[]> {
  const { row } = await targetOf(tab, conversation, key);
  const seq = row?.seq;
  if (seq === undefined) {
    return [];
  }
  if (membersOf(await conversationOf(tab, conversation)).length > MOST_TOLD) {
    await tab.remote.askReceipts(conversation);
  }
  const known = (await tab.store.conversation(conversation)) ?? (await conversationOf(tab, conversation));
  return membersOf(known)
    .filter((account) => account !== tab.mirror.self?.account)
    .map((account) => ({ person: personOf(tab.mirror, account), state: reachedWith(known.receipts[account], seq) }));
}

/** Looks through the decrypted history of this device for lines with all words, newest first. */
export async function search(tab: Tab, text: string, within?: Identifier): Promise<readonly Line[]> {
  const wanted = wordsOf(text);
  if (wanted.length === 0) {
    return [];
  }
  const has = (row: MessageRow): boolean => {
    const here = folded(textOf(row.content) ?? "");
    return wanted.every((word) => here.includes(word));
  };
  const found: Line[] = [];
  for (const conversation of tab.mirror.conversations.values()) {
    if (within !== undefined && conversation.id !== within) {
      continue;
    }
    const around: Around = { mirror: tab.mirror, conversation, replied: () => undefined, mediaState: () => undefined };
    let below = Infinity;
    let count = 0;
    while (count < MOST_FOUND) {
      const rows = await tab.store.lines(conversation.id, { below, most: STEP, from: "end" });
      const hits = rows.filter((row) => isVisible(row, conversation.kind) && has(row));
      found.push(...hits.map((row) => lineOf(row, around)));
      count += hits.length;
      below = rows[0]?.order ?? 0;
      if (rows.length < STEP) {
        break;
      }
    }
  }
  return found.sort((one, other) => other.at - one.at).slice(0, MOST_FOUND);
}

/** The whole attachment, downloaded if need be. */
export async function open(tab: Tab, conversation: Identifier, key: string, attachment: string): Promise<Blob> {
  const { row, item } = await targetOf(tab, conversation, key);
  const content = row?.content ?? item?.content;
  const file = content?.is === "media" ? content.files.find((each) => each.media === attachment) : undefined;
  if (file === undefined) {
    throw new Failure("not-found");
  }
  const here = await tab.store.mediaState(file.media);
  if (here?.complete !== true) {
    await tab.remote.download(conversation, file);
  }
  return (await blobOf(tab, conversation, file)) ?? gone();
}

const gone = (): never => {
  throw new Failure("not-found");
};

/** A file that is here; undefined if it is not. */
export async function blobOf(tab: Tab, conversation: Identifier, file: SentFile): Promise<Blob | undefined> {
  const whole = { conversation, media: file.media, size: file.size, chunk: file.chunk };
  const secret = await importKey(fromBase64(file.key) ?? new Uint8Array(32));
  const parts: BlobPart[] = [];
  for (let index = 0; index < chunkCount(whole); index++) {
    const bytes = await tab.store.chunk(file.media, index);
    const plaintext = bytes === undefined ? undefined : await decryptChunk(secret, whole, index, bytes);
    if (plaintext === undefined) {
      return undefined;
    }
    parts.push(plaintext);
  }
  return new Blob(parts, { type: file.type });
}
