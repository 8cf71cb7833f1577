import type { Identifier } from "../../wire/identifiers.ts";
import type { Known, KnownConversation, KnownPerson } from "../history/content.ts";
import { isLater } from "../history/references.ts";
import type { ConversationRow, Rank } from "../history/rows.ts";
import type { State } from "../state.ts";

/** Of so many conversations that are not here yet what was said is kept. */
const MOST_KEPT = 500;

/** What was told and is not taken yet: each conversation once. */
export interface Heard {
  readonly people: readonly KnownPerson[];
  readonly conversations: readonly KnownConversation[];
}

const NOTHING: Heard = { people: [], conversations: [] };

/** Takes what older devices of this account tell (contract/README.md, "known"). */
export interface Hearing {
  /** Keeps what was told until it is taken. May be called in a conversation's turn. */
  hear(known: Known): Promise<void>;
  /** Takes what was kept of people, and of conversations that are here by now. */
  take(): Promise<void>;
}

/** @param told hears the profile keys of other accounts; takes them where none is known */
export function hearing(state: State, told: (account: Identifier, key: string) => Promise<void>): Hearing {
  const keep = (change: (heard: Heard) => Heard): Promise<void> =>
    state.withOwn(async () => {
      const { heard = NOTHING, ...own } = state.own();
      const now = change(heard);
      await state.write({ own: now.people.length + now.conversations.length === 0 ? own : { ...own, heard: now } });
    });

  /** Answers whether the conversation is here. */
  const takeOne = (said: KnownConversation): Promise<boolean> =>
    state.withConversation(said.conversation, async () => {
      const row = state.conversation(said.conversation);
      if (row === undefined) {
        return false;
      }
      const now = withKnown(row, said, state.own().logEpoch ?? 0);
      if (now !== row) {
        await state.write({ conversations: [now] });
      }
      return true;
    });

  return {
    hear: ({ people = [], conversations = [] }) =>
      keep((heard) => ({
        people: [...heard.people, ...people],
        conversations: merged([...heard.conversations, ...conversations]),
      })),
    async take() {
      const { people, conversations } = state.own().heard ?? NOTHING;
      if (people.length + conversations.length === 0) {
        return;
      }
      const taken = new Set<object>();
      for (const said of conversations) {
        if (await takeOne(said)) {
          taken.add(said);
        }
      }
      for (const person of people) {
        // It is stored; whether the server is asked now or at the next connection is not waited for by the others.
        await told(person.account, person.profileKey).catch(() => undefined);
        taken.add(person);
      }
      await keep((heard) => ({
        people: heard.people.filter((each) => !taken.has(each)),
        conversations: heard.conversations.filter((each) => !taken.has(each)).slice(-MOST_KEPT),
      }));
    },
  };
}

/** The logs begin anew, with other numbers: what they say from now on is newer. */
export const heardAnew = ({ people, conversations }: Heard): Heard => ({
  people,
  conversations: conversations.map(({ group, lifetime, ...said }) => ({
    ...said,
    ...(group === undefined ? {} : { group: { ...group, seq: 0 } }),
    ...(lifetime === undefined ? {} : { lifetime: { ...lifetime, seq: 0 } }),
  })),
});

/** Each conversation once, with the newest that was said of it. */
function merged(all: readonly KnownConversation[]): readonly KnownConversation[] {
  const byId = new Map<Identifier, KnownConversation>();
  for (const said of all) {
    const before = byId.get(said.conversation);
    const group = newest(before?.group, said.group);
    const lifetime = newest(before?.lifetime, said.lifetime);
    byId.set(said.conversation, {
      conversation: said.conversation,
      ...(group === undefined ? {} : { group }),
      ...(lifetime === undefined ? {} : { lifetime }),
    });
  }
  return [...byId.values()];
}

/** The first of equals. */
const newest = <T extends { readonly seq: number }>(one: T | undefined, other: T | undefined): T | undefined =>
  one === undefined || (other !== undefined && other.seq > one.seq) ? other : one;

/** A conversation after what was told of it, where that is newer than what was read. */
function withKnown(row: ConversationRow, { group, lifetime }: KnownConversation, epoch: number): ConversationRow {
  // Nobody knows of entries that this device has not got and never will: what claims to be later is overtaken by those.
  const rank = (seq: number): Rank => (seq === 0 ? UNKNOWN : [epoch, Math.min(seq, row.cursor)]);
  let now = row;
  const titled = row.titled ?? (row.title === undefined ? undefined : UNKNOWN);
  if (group !== undefined && row.kind === "group" && isNewer(rank(group.seq), titled)) {
    const { seq, ...title } = group;
    now = { ...now, title, titled: rank(seq) };
  }
  const limited = row.limited ?? (row.lifetime === undefined ? undefined : UNKNOWN);
  if (lifetime !== undefined && isNewer(rank(lifetime.seq), limited)) {
    const { lifetime: _before, ...rest } = now;
    now = {
      ...rest,
      ...(lifetime.seconds === undefined ? {} : { lifetime: lifetime.seconds }),
      limited: rank(lifetime.seq),
    };
  }
  return now;
}

/** Of what an entry said that is of an earlier epoch, or was not noted. */
const UNKNOWN: Rank = [0, 0];

const isNewer = (one: Rank, other: Rank | undefined): boolean => other === undefined || !isLater(other, one);
