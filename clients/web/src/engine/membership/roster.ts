import { textOrder, type Identifier } from "../../wire/identifiers.ts";
import { NotFollowing, rank, type Change, type NewMember, type Seen } from "./changes.ts";
import { apply, begin, type Roles } from "./rules.ts";

/** A group's members after the change at `change`, in text order, each once. */
export interface Roster {
  readonly change: number;
  readonly members: readonly NewMember[];
}

export function roster(change: number, members: Iterable<NewMember>): Roster {
  const roles = new Map([...members].map((member) => [member.account, member.role]));
  return ofRoles(change, roles);
}

const ofRoles = (change: number, roles: Roles): Roster => ({
  change,
  members: [...roles].map(([account, role]) => ({ account, role })).sort((a, b) => textOrder(a.account, b.account)),
});

const rolesOf = (now: Roster): Roles => new Map(now.members.map((member) => [member.account, member.role]));

/** The members of a group that begins. Throws {@link NotFollowing}. */
export const rosterOfBeginning = (seq: number, sender: Identifier, members: readonly NewMember[]): Roster =>
  ofRoles(seq, begin(sender, members));

/** The members after the next change. Throws {@link NotFollowing} if it does not follow or is not allowed. */
export function next(now: Roster, seen: Seen): Roster {
  if (seen.after !== now.change) {
    throw new NotFollowing(`it was made over change ${seen.after}, and the last one was ${now.change}`);
  }
  return ofRoles(seen.seq, apply(rolesOf(now), seen.sender, seen.change));
}

/** Whether the rules allow a change now. */
export function allows(now: Roster, sender: Identifier, change: Change): boolean {
  try {
    apply(rolesOf(now), sender, change);
    return true;
  } catch (refused) {
    if (refused instanceof NotFollowing) {
      return false;
    }
    throw refused;
  }
}

export const has = (now: Roster, account: Identifier): boolean =>
  now.members.some((member) => member.account === account);

/** What a member may do; undefined for others. */
export function roleOf(now: Roster, account: Identifier): "owner" | "admin" | "member" | undefined {
  const found = now.members.find((member) => member.account === account);
  return found === undefined ? undefined : rank(found.role);
}

export const accountsOf = (now: Roster): Identifier[] => now.members.map((member) => member.account);

export const same = (one: Roster, other: Roster): boolean =>
  one.change === other.change &&
  one.members.length === other.members.length &&
  one.members.every((member, at) => {
    const twin = other.members[at];
    return twin?.account === member.account && twin.role === member.role;
  });
