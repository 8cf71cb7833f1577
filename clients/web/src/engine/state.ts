import type { Identifier } from "../wire/identifiers.ts";
import type { ConversationRow } from "./history/rows.ts";
import { accountsOf } from "./membership/roster.ts";
import { rosterOf } from "./membership/standing.ts";
import type { OutboxRow } from "./outbox/rows.ts";
import type { PersonRow } from "./people/rows.ts";
import type { Batch, EngineStore, OwnRow } from "./store.ts";
import { turns } from "./turns.ts";

/**
 * What the leader holds in memory of the store: all but lines and files. What is changed goes to the store first, in one
 * step, and is seen here when it is there.
 */
export interface State {
  readonly store: EngineStore;
  conversation(id: Identifier): ConversationRow | undefined;
  conversations(): readonly ConversationRow[];
  person(account: Identifier): PersonRow | undefined;
  people(): readonly PersonRow[];
  outbox(conversation: Identifier): readonly OutboxRow[];
  outboxConversations(): readonly Identifier[];
  own(): OwnRow;
  /** Does work on a conversation, one after the other: whatever reads and then writes its row or its queue. */
  withConversation<T>(id: Identifier, work: () => Promise<T>): Promise<T>;
  /** The same for people, and for the own row. Never waits for a conversation's turn inside. */
  withPeople<T>(work: () => Promise<T>): Promise<T>;
  withOwn<T>(work: () => Promise<T>): Promise<T>;
  write(batch: Batch): Promise<void>;
  /** Takes in what other tabs have put into the queues. Answers the conversations of what is new. */
  readOutbox(): Promise<readonly Identifier[]>;
}

/** Loads the state of an account from its store. */
export async function loadState(store: EngineStore): Promise<State> {
  const [rows, persons, items, ownRow] = await Promise.all([
    store.conversations(),
    store.people(),
    store.outbox(),
    store.own(),
  ]);
  const conversations = new Map(rows.map((row) => [row.id, row]));
  const people = new Map(persons.map((row) => [row.account, row]));
  const outbox = new Map(items.map((row) => [row.id, row]));
  const gone = new Set<Identifier>();
  let own = ownRow;
  const turn = turns();
  return {
    store,
    conversation: (id) => conversations.get(id),
    conversations: () => [...conversations.values()],
    person: (account) => people.get(account),
    people: () => [...people.values()],
    outbox: (conversation) =>
      [...outbox.values()]
        .filter((item) => item.conversation === conversation)
        .sort((one, other) => one.place - other.place),
    outboxConversations: () => [...new Set([...outbox.values()].map((item) => item.conversation))],
    own: () => own,
    withConversation: (id, work) => turn.take(`conversation ${id}`, work),
    withPeople: (work) => turn.take("people", work),
    withOwn: (work) => turn.take("own", work),
    async write(batch) {
      await store.write(batch);
      batch.conversations?.forEach((row) => conversations.set(row.id, row));
      batch.people?.forEach((row) => people.set(row.account, row));
      batch.outbox?.forEach((row) => outbox.set(row.id, row));
      batch.outboxGone?.forEach((id) => {
        outbox.delete(id);
        gone.add(id);
      });
      own = batch.own ?? own;
    },
    async readOutbox() {
      const stored = await store.outbox();
      // What was read before it was removed is not to come back.
      const fresh = stored.filter((row) => !outbox.has(row.id) && !gone.has(row.id));
      fresh.forEach((row) => outbox.set(row.id, row));
      return [...new Set(fresh.map((row) => row.conversation))];
    },
  };
}

/** The members of a conversation, as this device knows them. */
export const membersOf = (row: ConversationRow): readonly Identifier[] =>
  row.standing === undefined ? row.members : accountsOf(rosterOf(row.standing));

/** Whether this account is no member any more. */
export const hasEnded = (row: ConversationRow): boolean => row.standing?.ended !== undefined;
