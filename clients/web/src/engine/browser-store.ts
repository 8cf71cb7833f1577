import { put, remove, removeRange, type Change, type Store, type Table } from "../store/store.ts";
import type { Bytes } from "../wire/bytes.ts";
import type { Identifier } from "../wire/identifiers.ts";
import type { ConversationRow, MessageRow } from "./history/rows.ts";
import type { ChunkRow, MediaState } from "./media/rows.ts";
import type { OutboxRow } from "./outbox/rows.ts";
import type { PersonRow } from "./people/rows.ts";
import type { Batch, EngineStore, OwnRow } from "./store.ts";

/** The engine's rows in the store of the browser. */
export const CONVERSATIONS: Table<ConversationRow, string> = { store: "conversations", keyOf: (row) => row.id };

export const MESSAGES: Table<MessageRow, readonly [Identifier, number]> = {
  store: "messages",
  keyOf: (row) => [row.conversation, row.order],
  // With the conversation: a device that uses an id twice disturbs nobody elsewhere.
  indexOf: (row) =>
    row.device === undefined || row.id === undefined ? undefined : [row.conversation, row.device, row.id],
};

export const OUTBOX: Table<OutboxRow, string> = { store: "outbox", keyOf: (row) => row.id };
export const PEOPLE: Table<PersonRow, string> = { store: "people", keyOf: (row) => row.account };
export const OWN: Table<OwnRow, string> = { store: "preferences", keyOf: () => "own" };

type MediaKey = readonly [Identifier, number];
/** The state of a file lies before its chunks. */
const STATE_INDEX = -1;
const CHUNKS: Table<ChunkRow, MediaKey> = { store: "media", keyOf: (row) => [row.media, row.index] };
export const MEDIA_STATES: Table<MediaState, MediaKey> = { store: "media", keyOf: (row) => [row.media, STATE_INDEX] };

/** Keeps the engine's rows in the store of the browser. */
export function engineStore(store: Store): EngineStore {
  return {
    conversations: () => store.list(CONVERSATIONS),
    conversation: (id) => store.get(CONVERSATIONS, id),
    people: () => store.list(PEOPLE),
    outbox: () => store.list(OUTBOX),
    own: async () => (await store.get(OWN, "own")) ?? {},
    lines: async (conversation, { above = 0, below = Infinity, most, from }) => {
      if (below <= above + 1) {
        return [];
      }
      const rows = await store.list(MESSAGES, {
        from: [conversation, above + 1],
        to: [conversation, below === Infinity ? Number.MAX_SAFE_INTEGER : below - 1],
        reverse: from === "end",
        ...(most === Infinity ? {} : { limit: most }),
      });
      return from === "end" ? [...rows].reverse() : rows;
    },
    line: (conversation, order) => store.get(MESSAGES, [conversation, order]),
    find: (conversation, device, id) => store.find(MESSAGES, [conversation, device, id]),
    chunk: async (media, index): Promise<Bytes | undefined> => (await store.get(CHUNKS, [media, index]))?.bytes,
    mediaState: (media) => store.get(MEDIA_STATES, [media, STATE_INDEX]),
    stateless: async () => {
      const keys = await store.keys(CHUNKS);
      const stated = new Set(keys.filter(([, index]) => index === STATE_INDEX).map(([media]) => media));
      return [...new Set(keys.map(([media]) => media))].filter((media) => !stated.has(media));
    },
    write: (batch) => store.write(changesOf(batch)),
  };
}

function changesOf(batch: Batch): Change[] {
  const { linesGone } = batch;
  return [
    ...(linesGone === undefined
      ? []
      : [removeRange(MESSAGES, [linesGone.conversation, 0], [linesGone.conversation, linesGone.upTo])]),
    ...(batch.mediaGone ?? []).map((media) =>
      removeRange(CHUNKS, [media, STATE_INDEX], [media, Number.MAX_SAFE_INTEGER]),
    ),
    ...(batch.conversations ?? []).map((row) => put(CONVERSATIONS, row)),
    ...(batch.messages ?? []).map((row) => put(MESSAGES, row)),
    ...(batch.outboxGone ?? []).map((id) => remove(OUTBOX, id)),
    ...(batch.outbox ?? []).map((row) => put(OUTBOX, row)),
    ...(batch.people ?? []).map((row) => put(PEOPLE, row)),
    ...(batch.own === undefined ? [] : [put(OWN, batch.own)]),
    ...(batch.chunks ?? []).map((row) => put(CHUNKS, row)),
    ...(batch.mediaStates ?? []).map((row) => put(MEDIA_STATES, row)),
  ];
}
