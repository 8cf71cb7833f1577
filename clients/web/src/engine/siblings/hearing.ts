import type { Identifier } from "../../wire/identifiers.ts";
import type { Known, KnownConversation } from "../history/content.ts";
import { isLater } from "../history/references.ts";
import type { ConversationRow } from "../history/rows.ts";
import type { State } from "../state.ts";

/** Of so many conversations that are not here yet what was said is kept. */
const MOST_KEPT = 500;

/** Takes what older devices of this account tell (contract/README.md, "known"). */
export interface Hearing {
  /** Keeps what was told until it is taken. May be called in a conversation's turn. */
  hear(known: Known): Promise<void>;
  /** Takes what was kept of people, and of conversations that are here by now. */
  take(): Promise<void>;
}

/** @param learned hears the profile keys of accounts of which none was known */
export function hearing(state: State, learned: (account: Identifier, key: string) => Promise<void>): Hearing {
  const keep = (change: (heard: Omit<Known, "is">) => Omit<Known, "is">): Promise<void> =>
    state.withOwn(async () => {
      const { heard, ...own } = state.own();
      const { people = [], conversations = [] } = change(heard ?? {});
      const left = { people, conversations: conversations.slice(-MOST_KEPT) };
      await state.write({ own: people.length + conversations.length === 0 ? own : { ...own, heard: left } });
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
        people: [...(heard.people ?? []), ...people],
        conversations: [...(heard.conversations ?? []), ...conversations],
      })),
    async take() {
      const { people = [], conversations = [] } = state.own().heard ?? {};
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
        if (state.person(person.account)?.profileKey === undefined) {
          await learned(person.account, person.profileKey);
        }
        taken.add(person);
      }
      await keep((heard) => ({
        people: heard.people?.filter((each) => !taken.has(each)) ?? [],
        conversations: heard.conversations?.filter((each) => !taken.has(each)) ?? [],
      }));
    },
  };
}

/** A conversation after what was told of it, if that is newer than what was read. */
function withKnown(row: ConversationRow, { group, lifetime }: KnownConversation, epoch: number): ConversationRow {
  let now = row;
  if (group !== undefined && row.kind === "group" && isLater([epoch, group.seq], row.titled)) {
    const { seq, ...title } = group;
    now = { ...now, title, titled: [epoch, seq] };
  }
  if (lifetime !== undefined && isLater([epoch, lifetime.seq], row.limited)) {
    const { lifetime: _before, ...rest } = now;
    now = {
      ...rest,
      ...(lifetime.seconds === undefined ? {} : { lifetime: lifetime.seconds }),
      limited: [epoch, lifetime.seq],
    };
  }
  return now;
}
