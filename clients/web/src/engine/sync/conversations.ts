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
    const ended = state.conversation(found.conversation)?.standing?.ended;
    if (ended !== undefined && ended.by === undefined) {
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

  return {
    take,
    isUnreadable: (id) => unreadable.has(id),
    async list() {
      const ids: Identifier[] = [];
      let after: string | undefined;
      do {
        const page = await api.listConversations({ limit: 100, ...(after === undefined ? {} : { after }) });
        for (const each of page.conversations) {
          if (await take(each)) {
            ids.push(each.conversation);
          }
        }
        after = page.next;
      } while (after !== undefined);
      return ids;
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
