import { importKey } from "../../crypto/aes.ts";
import { chunkCount, decryptChunk } from "../../crypto/media.ts";
import type { Content, Reference, SentFile } from "../../engine/history/content.ts";
import { reachedWith } from "../../engine/history/receipts.ts";
import type { MessageRow } from "../../engine/history/rows.ts";
import { isVisible } from "../../engine/history/update.ts";
import type { OutboxRow } from "../../engine/outbox/rows.ts";
import { membersOf } from "../../engine/state.ts";
import { fromBase64 } from "../../wire/base64.ts";
import { utf8 } from "../../wire/bytes.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import { FILE, FILES_OF_A_MESSAGE, MEMBERS_TOLD_UNASKED } from "../../wire/limits.ts";
import { Failure, type DeliveryState, type Draft, type Line, type Person } from "../culver.ts";
import type { Tab } from "../tab.ts";
import { defined } from "../views/defined.ts";
import { findLine } from "../views/find.ts";
import { folded, wordsOf } from "../views/folded.ts";
import { lineOf, textOf, type Around } from "../views/lines.ts";
import { personOf } from "../views/people.ts";
import { conversationOf, itemFor } from "./queue.ts";
import { prepareAgain, sendFiles } from "./files.ts";

/** Bytes of what one message can hold, less what may go along with the text. */
const MOST_TEXT = 65_516 - 512;
const MOST_FOUND = 100;
const STEP = 500;

/** Puts a message into the queue: whatever dies now, it will be sent. */
async function enqueue(tab: Tab, conversation: Identifier, content: Content): Promise<void> {
  await tab.store.write({ outbox: [await itemFor(tab, conversation, content)] });
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
  if ((text.trim() === "" && files.length === 0) || files.length > FILES_OF_A_MESSAGE) {
    throw new Failure("malformed", files.length > FILES_OF_A_MESSAGE ? "files" : "text");
  }
  if (files.some((file) => file.size > FILE)) {
    throw new Failure("file-too-large");
  }
  const empty = files.find((file) => file.size === 0);
  if (empty !== undefined) {
    throw new Failure("file-unreadable", empty.name);
  }
  const row = await conversationOf(tab, conversation);
  const reply = draft.reply === undefined ? undefined : (await targetOf(tab, conversation, draft.reply)).reference;
  const more = defined({ reply, lifetime: row.lifetime });
  if (files.length === 0) {
    await enqueue(tab, conversation, { is: "text", text, ...more });
    return;
  }
  const caption = text.trim() === "" ? {} : { text };
  await sendFiles(tab, conversation, files, draft.voice === true, { ...caption, ...more });
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
async function queued(tab: Tab, conversation: Identifier, key: string): Promise<OutboxRow> {
  const { item } = await targetOf(tab, conversation, key);
  if (item === undefined) {
    throw new Failure("not-found");
  }
  return item;
}

export async function retry(tab: Tab, conversation: Identifier, key: string): Promise<void> {
  const item = await queued(tab, conversation, key);
  await (item.outcome.is === "unprepared" ? prepareAgain(tab, item) : tab.remote.retry(conversation, item.id));
}

export async function discard(tab: Tab, conversation: Identifier, key: string): Promise<void> {
  const { id } = await queued(tab, conversation, key);
  await tab.remote.discard(conversation, id);
  tab.mirror.preparing.delete(id);
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
  if (membersOf(await conversationOf(tab, conversation)).length > MEMBERS_TOLD_UNASKED) {
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
  const index = content?.is === "media" ? content.files.findIndex((each) => each.media === attachment) : -1;
  const file = content?.is === "media" ? content.files[index] : undefined;
  if (file === undefined) {
    throw new Failure("not-found");
  }
  const chosen = item === undefined ? undefined : tab.mirror.preparing.get(item.id)?.files[index];
  if (chosen !== undefined) {
    return chosen;
  }
  const here = await tab.store.mediaState(file.media);
  if (here?.complete !== true) {
    if (item?.outcome.is === "preparing" || item?.outcome.is === "unprepared") {
      return gone();
    }
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
