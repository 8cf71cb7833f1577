import type { Listing } from "../../transport/http.ts";
import { Refused, Unreachable } from "../../wire/failures.ts";
import { textOrder, type Identifier } from "../../wire/identifiers.ts";
import type { Conversation } from "../../wire/generated/wire.ts";
import type { ConversationRow } from "../history/rows.ts";
import { update } from "../history/update.ts";
import { roster, type Roster } from "../membership/roster.ts";
import { listed } from "../membership/standing.ts";
import type { Cryptography, Self, Server } from "../ports.ts";
import type { State } from "../state.ts";

/**
 * Learns of conversations, and begins direct ones. The members of a direct conversation need not be believed: its
 * identifier is derived from them.
 */
export interface Conversations {
  /** Lists the conversations that the server has and this version can read. */
  list(): Promise<readonly Identifier[]>;
  /** Fetches one conversation. Answers whether it is one that this version can read. */
  fetch(id: Identifier): Promise<boolean>;
  /** Begins the direct conversation with someone, or finds it. */
  begin(other: Identifier): Promise<Identifier>;
  /** Takes what the server says of a conversation. Answers whether it is one that this version can read. */
  take(found: Conversation): Promise<boolean>;
  /** The members of a group as the server says they are now; nobody if this account is none of them. */
  members(group: Identifier): Promise<Roster>;
  isUnreadable(id: Identifier): boolean;
}

/** From here on it is fewer calls to list all of them. */
const MOST_READ_ALONE = 4;

export function conversations(
  state: State,
  api: Server,
  crypto: Cryptography,
  self: () => Self,
  distrust: (what: string) => void,
): Conversations {
  const unreadable = new Set<Identifier>();

  const isGenuine = async ({ conversation: id, members }: Conversation): Promise<boolean> => {
    const me = self().account;
    const accounts = members.map((member) => member.account);
    if (!accounts.includes(me) || accounts.length > 2) {
      return false;
    }
    return (await crypto.directId(me, accounts.find((account) => account !== me) ?? me)) === id;
  };

  const add = async (found: Conversation): Promise<void> => {
    await state.withConversation(found.conversation, async () => {
      if (state.conversation(found.conversation) === undefined) {
        await state.write({ conversations: [fresh(found)] });
      }
    });
  };

  /** A group that the server did not have for a while begins anew. */
  const revive = async (found: Conversation): Promise<void> => {
    const known = state.conversation(found.conversation);
    if (known !== undefined && endedByNobody(known)) {
      await state.withConversation(found.conversation, async () => {
        const row = state.conversation(found.conversation);
        if (row !== undefined) {
          const change = update(state, row, self().account);
          change.set({ standing: listed(roster(found.change, found.members)) });
          await change.commit();
        }
      });
    }
  };

  const take = async (found: Conversation): Promise<boolean> => {
    if (state.conversation(found.conversation) !== undefined) {
      await revive(found);
      return true;
    }
    if (found.kind === "group") {
      if (!found.members.some((member) => member.account === self().account)) {
        return false;
      }
    } else if (!isDirect(found) || !(await isGenuine(found))) {
      unreadable.add(found.conversation);
      if (isDirect(found)) {
        distrust(`the members of conversation ${found.conversation} are not those that its identifier was made of`);
      }
      return false;
    }
    await add(found);
    return true;
  };

  /** Lists all there are: what is told of them is taken, what is told by its identifier alone is not looked at. */
  const pages = async (listing: Listing): Promise<Identifier[]> => {
    const ids: Identifier[] = [];
    let after: string | undefined;
    do {
      const page = await api.listConversations({ limit: 100, ...listing, ...(after === undefined ? {} : { after }) });
      ids.push(...(page.ids ?? []));
      for (const each of page.conversations) {
        if (await take(each)) {
          ids.push(each.conversation);
        }
      }
      after = page.next;
    } while (after !== undefined);
    return ids;
  };

  /** Whether nothing more has to be known of it. */
  const isKnown = (id: Identifier): boolean => {
    const row = state.conversation(id);
    return row !== undefined && !endedByNobody(row);
  };

  /** It may have gone since it was listed. */
  const fetchIfThere = async (id: Identifier): Promise<void> => {
    try {
      await take(await api.getConversation(id));
    } catch (failed) {
      if (!(failed instanceof Refused && failed.problem.is === "not-found")) {
        throw failed;
      }
    }
  };

  return {
    take,
    isUnreadable: (id) => unreadable.has(id),
    async list() {
      const ids = await pages({ only: "ids" });
      const unknown = ids.filter((id) => !unreadable.has(id) && !isKnown(id));
      if (unknown.length > MOST_READ_ALONE) {
        return pages({});
      }
      for (const id of unknown) {
        await fetchIfThere(id);
      }
      return ids.filter((id) => state.conversation(id) !== undefined);
    },
    fetch: async (id) => take(await api.getConversation(id)),
    async begin(other) {
      const me = self().account;
      const id = await crypto.directId(me, other);
      const members = [...new Set([me, other])].sort(textOrder);
      const signature = await crypto.signChange(id, 0, { type: "created-direct", members });
      await take(await api.openConversation({ kind: "direct", member: other, signature }));
      if (state.conversation(id) === undefined) {
        throw new Unreachable("the server answered with another conversation than was asked for");
      }
      return id;
    },
    async members(group) {
      try {
        const answer = await api.listMembers(group);
        return roster(answer.change, answer.members);
      } catch (failed) {
        if (failed instanceof Refused && failed.problem.is === "not-found") {
          return { change: Number.MAX_SAFE_INTEGER, members: [] };
        }
        throw failed;
      }
    },
  };
}

/** Whether the server did not have it for this account, and did not tell why. */
const endedByNobody = (row: ConversationRow): boolean =>
  row.standing?.ended !== undefined && row.standing.ended.by === undefined;

/** A newer server may know more kinds than these. */
const isDirect = (found: Conversation): boolean => (found.kind as string) === "direct";

/** The row of a conversation of which nothing has come yet. */
export function fresh(found: Conversation): ConversationRow {
  const group = found.kind === "group";
  return {
    id: found.conversation,
    kind: group ? "group" : "direct",
    createdAt: found.createdAt,
    members: group ? [] : found.members.map((member) => member.account).sort(textOrder),
    ...(group ? { standing: listed(roster(found.change, found.members)) } : {}),
    cursor: 0,
    order: 0,
    delivered: 0,
    read: 0,
    readOrder: 0,
    unread: 0,
    receipts: {},
    pending: [],
    disappearing: [],
    activeAt: found.createdAt,
    pinned: false,
    archived: false,
    written: false,
  };
}
