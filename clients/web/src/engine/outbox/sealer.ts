import { isSilent } from "../history/content.ts";
import { writeContent, carriesKey } from "../history/write.ts";
import type { ConversationRow } from "../history/rows.ts";
import { MOST_RECIPIENTS, recipientsOf } from "../people/people.ts";
import type { Cryptography, Recipient, Self } from "../ports.ts";
import { membersOf, type State } from "../state.ts";
import type { OutboxRow } from "./rows.ts";

/** As many envelopes as one request has at most. */
const MOST_ENVELOPES = 16;
/** Leaves room for the members around the envelopes: API Gateway takes frames of 32 KiB. */
const MOST_BYTES = 32 * 1024 - 512;

/** Messages that are sent together: tried first at the same cursor, and small enough for one frame of the socket. */
export interface Frame {
  readonly since: number;
  readonly items: readonly OutboxRow[];
  /** A message that cannot be sealed: to too many devices. Those behind it wait for the next frame. */
  readonly refused?: OutboxRow;
}

/**
 * Puts into a frame what waits, from the first on, as much of it as goes together. Each message is sealed to the devices
 * of the members as last listed, unless it was tried before.
 */
export async function makeFrame(
  state: State,
  crypto: Cryptography,
  self: Self,
  row: ConversationRow,
  waiting: readonly OutboxRow[],
): Promise<Frame> {
  const since = waiting[0]?.since ?? row.cursor;
  const items: OutboxRow[] = [];
  let bytes = 0;
  for (const item of waiting) {
    if ((item.since ?? row.cursor) !== since || items.length === MOST_ENVELOPES) {
      break;
    }
    const sealed = item.envelope === undefined ? await seal(state, crypto, self, row, item) : { ...item, since };
    if (sealed?.envelope === undefined) {
      return { since, items, refused: item };
    }
    // The envelope holds nothing but ASCII.
    const size = JSON.stringify(sealed.envelope).length + 1;
    if (items.length > 0 && bytes + size > MOST_BYTES) {
      break;
    }
    bytes += size;
    items.push({ ...sealed, since });
  }
  return { since, items };
}

async function seal(
  state: State,
  crypto: Cryptography,
  self: Self,
  row: ConversationRow,
  item: OutboxRow,
): Promise<OutboxRow | undefined> {
  const recipients = recipientsOf(state, membersOf(row), self);
  if (recipients.length > MOST_RECIPIENTS) {
    return undefined;
  }
  const { content } = item;
  const key = carriesKey(content) ? state.own().profileKey : undefined;
  const mark = key === undefined ? undefined : markOf(key, state.own().profileChanged, recipients);
  const tells = mark !== undefined && (mark !== row.profileMark || isSilent(content));
  const proven = row.standing?.proven;
  const plaintext = writeContent({
    content,
    ...(tells && key !== undefined ? { profileKey: key } : {}),
    ...(content.is === "group" && proven !== undefined
      ? { told: { change: proven.change, members: proven.members } }
      : {}),
  });
  const envelope = await crypto.seal(row.id, item.id, plaintext, recipients);
  return { ...item, envelope, ...(tells ? { profileMark: mark } : {}) };
}

/** Which key was told to which devices, the key first, and since which change of what it opens. */
const markOf = (key: string, changed: number | undefined, recipients: readonly Recipient[]): string =>
  [key, recipients.map(({ device }) => device).join(","), ...(changed === undefined ? [] : [changed])].join(" ");
