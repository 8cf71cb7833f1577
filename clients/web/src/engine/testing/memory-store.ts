import type { ConversationRow, MessageRow } from "../history/rows.ts";
import type { ChunkRow, MediaState } from "../media/rows.ts";
import type { OutboxRow } from "../outbox/rows.ts";
import type { PersonRow } from "../people/rows.ts";
import type { EngineStore, OwnRow } from "../store.ts";

/** A store in memory that copies what it takes and gives, as a real one does. Writing may be stopped, as by a crash. */
export interface MemoryStore extends EngineStore {
  /** Nothing is written from now on, and nobody is told. */
  crash(): void;
  /** Goes on with what was written. */
  reopened(): MemoryStore;
}

interface Tables {
  readonly conversations: Map<string, ConversationRow>;
  readonly messages: Map<string, MessageRow>;
  readonly outbox: Map<string, OutboxRow>;
  readonly people: Map<string, PersonRow>;
  readonly chunks: Map<string, ChunkRow>;
  readonly mediaStates: Map<string, MediaState>;
  own: OwnRow;
}

const copy = <T>(value: T): T => structuredClone(value);

export function memoryStore(
  tables: Tables = {
    conversations: new Map(),
    messages: new Map(),
    outbox: new Map(),
    people: new Map(),
    chunks: new Map(),
    mediaStates: new Map(),
    own: {},
  },
): MemoryStore {
  let crashed = false;
  const lineKey = (conversation: string, order: number): string => `${conversation} ${order}`;
  const linesOf = (conversation: string): MessageRow[] =>
    [...tables.messages.values()]
      .filter((row) => row.conversation === conversation)
      .sort((one, other) => one.order - other.order);
  const all = <T>(table: Map<string, T>): Promise<T[]> => Promise.resolve([...table.values()].map(copy));
  return {
    crash() {
      crashed = true;
    },
    reopened: () => memoryStore(tables),
    conversations: () => all(tables.conversations),
    conversation: (id) => Promise.resolve(copy(tables.conversations.get(id))),
    people: () => all(tables.people),
    outbox: () => all(tables.outbox),
    own: () => Promise.resolve(copy(tables.own)),
    lines(conversation, { above = 0, below = Infinity, most, from }) {
      const found = linesOf(conversation).filter((row) => row.order > above && row.order < below);
      const some = from === "start" ? found.slice(0, most) : found.slice(Math.max(0, found.length - most));
      return Promise.resolve(some.map(copy));
    },
    line: (conversation, order) => Promise.resolve(copy(tables.messages.get(lineKey(conversation, order)))),
    find: (conversation, device, id) =>
      Promise.resolve(copy(linesOf(conversation).find((row) => row.device === device && row.id === id))),
    chunk: (media, index) => Promise.resolve(tables.chunks.get(`${media} ${index}`)?.bytes),
    mediaState: (media) => Promise.resolve(copy(tables.mediaStates.get(media))),
    stateless: () =>
      Promise.resolve(
        [...new Set([...tables.chunks.values()].map((row) => row.media))].filter(
          (media) => !tables.mediaStates.has(media),
        ),
      ),
    write(batch) {
      if (crashed) {
        return new Promise(() => undefined);
      }
      const { conversation, upTo } = batch.linesGone ?? { conversation: "", upTo: 0 };
      linesOf(conversation)
        .filter((row) => row.order <= upTo)
        .forEach((row) => tables.messages.delete(lineKey(row.conversation, row.order)));
      for (const media of batch.mediaGone ?? []) {
        tables.mediaStates.delete(media);
        [...tables.chunks.keys()]
          .filter((key) => key.startsWith(`${media} `))
          .forEach((key) => tables.chunks.delete(key));
      }
      batch.conversations?.forEach((row) => tables.conversations.set(row.id, copy(row)));
      batch.messages?.forEach((row) => tables.messages.set(lineKey(row.conversation, row.order), copy(row)));
      batch.outbox?.forEach((row) => tables.outbox.set(row.id, copy(row)));
      batch.outboxGone?.forEach((id) => tables.outbox.delete(id));
      batch.people?.forEach((row) => tables.people.set(row.account, copy(row)));
      batch.chunks?.forEach((row) => tables.chunks.set(`${row.media} ${row.index}`, row));
      batch.mediaStates?.forEach((row) => tables.mediaStates.set(row.media, copy(row)));
      tables.own = copy(batch.own ?? tables.own);
      return Promise.resolve();
    },
  };
}
