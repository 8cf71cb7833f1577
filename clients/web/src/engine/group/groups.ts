import { isRefusedForGood } from "../../transport/retry.ts";
import { Refused, Unreachable } from "../../wire/failures.ts";
import { textOrder, type Identifier } from "../../wire/identifiers.ts";
import type { Content, Picture } from "../history/content.ts";
import type { Update } from "../history/update.ts";
import type { ChangeRequest, GroupRequest } from "../../wire/generated/wire.ts";
import { ACCOUNTS_OF_A_CHANGE } from "../../wire/limits.ts";
import type { Change } from "../membership/changes.ts";
import { roleOf, type Roster } from "../membership/roster.ts";
import { rosterOf } from "../membership/standing.ts";
import { freshItem } from "../outbox/fresh.ts";
import type { Cryptography, Environment, Self, Server } from "../ports.ts";
import { hasEnded, type State } from "../state.ts";
import type { Creating } from "../store.ts";
import type { Conversations } from "../sync/conversations.ts";
import type { Applied } from "./applied.ts";
import { toAdd, toGive, toLeave, toRemove, type Wish } from "./wish.ts";

/** So often a change is signed anew because another one came first. */
const MOST_ATTEMPTS = 8;

type KnownRole = "owner" | "admin" | "member";

/** Why nothing was asked of the server. */
export class NotPossible extends Error {
  constructor(readonly reason: "no-member" | "not-allowed" | "malformed") {
    super(reason);
    this.name = "NotPossible";
  }
}

/** Begins groups and changes their members. Rejects as requests do, or with {@link NotPossible}. */
export interface Groups {
  /** Creates a group of oneself and others, who are told what it is called. `nonce` makes a repetition harmless. */
  create(nonce: Identifier, title: Title, others: readonly Identifier[]): Promise<Identifier>;
  setTitle(group: Identifier, title: Title): Promise<void>;
  add(group: Identifier, accounts: readonly Identifier[], role: KnownRole): Promise<void>;
  remove(group: Identifier, accounts: readonly Identifier[]): Promise<void>;
  setRole(group: Identifier, account: Identifier, role: KnownRole): Promise<void>;
  leave(group: Identifier): Promise<void>;
  /** This device has changed members: tells the new ones what the group is called. */
  made(group: Identifier, change: Change, update: Update): void;
  /** Somebody has made this account a member: tells the others what it is called, if that one knows it already. */
  joined(by: Identifier, update: Update): void;
  /** Goes on with groups whose creation was interrupted. */
  resume(): Promise<void>;
}

export interface Title {
  readonly title: string;
  readonly picture?: Picture;
}

export function groups(
  environment: Environment,
  state: State,
  server: Server,
  crypto: Cryptography,
  self: () => Self,
  conversations: Conversations,
  applied: Applied,
  want: (conversation: Identifier) => void,
  pump: (conversation: Identifier) => void,
): Groups {
  const until = async (group: Identifier, seq: number): Promise<void> => {
    const known = applied.upTo(group, seq);
    want(group);
    await known;
  };

  const rosterNow = (group: Identifier): Roster => {
    const row = state.conversation(group);
    if (row?.standing === undefined || hasEnded(row)) {
      throw new NotPossible("no-member");
    }
    return rosterOf(row.standing);
  };

  /** Another change that came first is waited for: then it is looked whether the wish is still one. */
  const change = async (group: Identifier, wish: Wish): Promise<void> => {
    for (let attempt = 1; ; attempt++) {
      const roster = rosterNow(group);
      const wanted = wish(roster);
      if (wanted === undefined) {
        return;
      }
      const signature = await crypto.signChange(group, roster.change, wanted);
      const request = { after: roster.change, change: wanted, signature } as ChangeRequest;
      try {
        const { seq } = await server.changeMembers(group, request);
        await until(group, seq);
        return;
      } catch (failure) {
        const other =
          failure instanceof Refused && failure.problem.is === "membership-changed" ? failure.problem : undefined;
        if (other === undefined || attempt === MOST_ATTEMPTS) {
          throw failure;
        }
        await until(group, other.change);
      }
    }
  };

  /** One request names so many accounts at most. */
  const inParts = async (
    accounts: readonly Identifier[],
    work: (some: readonly Identifier[]) => Promise<void>,
  ): Promise<void> => {
    const each = [...new Set(accounts)].sort(textOrder);
    for (let from = 0; from < each.length; from += ACCOUNTS_OF_A_CHANGE) {
      await work(each.slice(from, from + ACCOUNTS_OF_A_CHANGE));
    }
  };

  const add = (group: Identifier, accounts: readonly Identifier[], role: KnownRole): Promise<void> =>
    inParts(accounts, (some) => change(group, toAdd(some, role)));

  const creating = (group: Identifier, plan: Creating | undefined): Promise<void> =>
    state.withOwn(async () => {
      const { [group]: _before, ...others } = state.own().creating ?? {};
      await state.write({
        own: { ...state.own(), creating: plan === undefined ? others : { ...others, [group]: plan } },
      });
    });

  const perform = async (group: Identifier, plan: Creating): Promise<void> => {
    try {
      const created = await server.createGroup(plan.request as unknown as GroupRequest);
      if (created.conversation !== group || !(await conversations.take(created))) {
        throw new Unreachable("the server answered with another group than was asked for");
      }
    } catch (failure) {
      // After what passes by itself it may be there all the same.
      if (isRefusedForGood(failure)) {
        await creating(group, undefined);
      }
      throw failure;
    }
    await until(group, 1);
    await add(group, plan.others, "member");
    await creating(group, undefined);
  };

  const put = (update: Update, content: Content): void => {
    update.outbox(freshItem(environment, self(), update.row().id, content));
  };

  return {
    add,
    async create(nonce, title, others) {
      const me = self().account;
      const group = await crypto.groupId(me, nonce);
      const rest = [...new Set(others)].filter((account) => account !== me).sort(textOrder);
      // The creator is one of those that a request names.
      const first = rest.slice(0, ACCOUNTS_OF_A_CHANGE - 1);
      const members = [{ account: me, role: "owner" }, ...first.map((account) => ({ account, role: "member" }))].sort(
        (one, other) => textOrder(one.account, other.account),
      );
      const known = state.own().creating?.[group];
      const signature = await crypto.signChange(group, 0, { type: "created", members });
      const plan = known ?? { ...title, request: { nonce, members, signature }, others: rest.slice(first.length) };
      // Stored before it is asked for: who loses the answer goes on from here.
      await creating(group, plan);
      await perform(group, plan);
      return group;
    },
    async setTitle(group, title) {
      const role = roleOf(rosterNow(group), self().account);
      if (role !== "owner" && role !== "admin") {
        throw new NotPossible("not-allowed");
      }
      await state.withConversation(group, () =>
        state.write({ outbox: [freshItem(environment, self(), group, { is: "group", ...title })] }),
      );
      pump(group);
    },
    remove: (group, accounts) => inParts(accounts, (some) => change(group, toRemove(some))),
    setRole: (group, account, role) => change(group, toGive(account, role)),
    async leave(group) {
      const row = state.conversation(group);
      if (row !== undefined && !hasEnded(row)) {
        await change(group, toLeave(self().account));
      }
    },
    made(group, made, update) {
      if (made.type === "created") {
        const plan = state.own().creating?.[group];
        if (plan !== undefined) {
          const { title, picture } = plan;
          put(update, { is: "group", title, ...(picture === undefined ? {} : { picture }) });
        }
      } else if (made.type === "added") {
        const { title } = update.row();
        if (title !== undefined) {
          put(update, { is: "group", ...title });
        }
      }
    },
    joined(by, update) {
      const key = state.own().profileKey;
      const direct = state
        .conversations()
        .find((row) => row.kind === "direct" && by !== self().account && row.members.includes(by));
      // Not to a stranger, who could learn anybody's name by putting them into a group.
      if (key !== undefined && direct?.profileMark?.startsWith(`${key} `) === true) {
        put(update, { is: "profile" });
      }
    },
    async resume() {
      for (const [group, plan] of Object.entries(state.own().creating ?? {})) {
        await perform(group, plan);
      }
    },
  };
}
