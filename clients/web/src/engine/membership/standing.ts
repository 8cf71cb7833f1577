import type { Identifier } from "../../wire/identifiers.ts";
import { adds, NotFollowing, type Seen } from "./changes.ts";
import { has, next, roleOf, rosterOfBeginning, same, type Roster } from "./roster.ts";

/**
 * What this device knows of a group's members. They follow from signed entries alone; what the server says stands in
 * for them only as long as there is nothing better, and is marked as such (contract/README.md, "Trust").
 */
export interface Standing {
  /** Whether an entry of the log was applied; before, `claimed` is for show alone. */
  readonly begun: boolean;
  /** The members as they follow from signed entries; absent while that is not known. */
  readonly proven?: Roster;
  /** The members as the server says, until they are known to be those that were proven. */
  readonly claimed?: Roster;
  /** The changes since the beginning, as long as nothing is proven. */
  readonly seen: readonly Seen[];
  /** Who added this account, if that was seen. */
  readonly addedBy?: Identifier;
  /** This account is no member any more. `by` is absent if it is not known why. */
  readonly ended?: { readonly by?: Identifier };
}

/** A group of which nothing was applied yet, with its members as the server lists them. */
export const listed = (claimed: Roster): Standing => ({ begun: false, claimed, seen: [] });

const NOBODY: Roster = { change: 0, members: [] };

/** The members: those that are proven, or else those that the server says. */
export const rosterOf = (standing: Standing): Roster => standing.proven ?? standing.claimed ?? NOBODY;

/** The log begins anew. */
export const anew = (standing: Standing): Standing => listed(rosterOf(standing));

/** Goes on with what the server says: changes were missed. Who has missed none keeps what is proven. */
export function claimedBy(standing: Standing, claim: Roster): Standing {
  if (standing.proven !== undefined && standing.ended === undefined && claim.change <= standing.proven.change) {
    return standing;
  }
  return { begun: true, claimed: claim, seen: [], ...optional("addedBy", standing.addedBy) };
}

/** This account is no member any more, and it is not known why. */
export const gone = (standing: Standing): Standing =>
  standing.ended === undefined ? { ...standing, ended: {} } : standing;

/**
 * Whether someone may have been a member at an entry: while the server's list is newer than the entry, nobody can be
 * excluded by it.
 */
export function mayHaveBeenMember(standing: Standing, account: Identifier, seq: number): boolean {
  const now = rosterOf(standing);
  return has(now, account) || (standing.proven === undefined && seq < now.change);
}

/** Whether someone may have named the group at an entry. */
export function mayHaveTitled(standing: Standing, account: Identifier, seq: number): boolean {
  const role = roleOf(rosterOf(standing), account);
  return role === undefined ? mayHaveBeenMember(standing, account, seq) : role !== "member";
}

/** Follows a change whose signature was verified. Throws {@link NotFollowing} if it does not follow. */
export function changed(standing: Standing, seen: Seen, self: Identifier): Standing {
  const after = seen.change.type === "created" ? beginning(standing, seen) : following(standing, seen);
  const ends =
    (seen.change.type === "left" && seen.sender === self) ||
    (seen.change.type === "removed" && seen.change.accounts.includes(self));
  if (ends) {
    return { ...after, ended: { by: seen.sender } };
  }
  return adds(seen.change, self) ? { ...after, addedBy: seen.sender } : after;
}

function beginning(standing: Standing, seen: Seen): Standing {
  if (seen.change.type !== "created" || standing.begun || seen.after !== 0) {
    throw new NotFollowing("it begins a group that has begun");
  }
  return { begun: true, proven: rosterOfBeginning(seen.seq, seen.sender, seen.change.members), seen: [] };
}

function following(standing: Standing, seen: Seen): Standing {
  if (standing.proven !== undefined) {
    return { ...standing, begun: true, proven: next(standing.proven, seen), seen: [] };
  }
  const claim = rosterOf(standing);
  const claimed = seen.seq > claim.change ? next(claim, seen) : claim;
  return { ...standing, begun: true, claimed, seen: [...standing.seen, seen] };
}

/**
 * A member whom one trusts tells the members after a change. If this device has seen that change, what follows from
 * there is proven. Throws {@link NotFollowing} if what was seen since does not follow from there.
 */
export function told(standing: Standing, roster: Roster): Standing {
  if (standing.proven !== undefined || standing.seen.every((change) => change.seq !== roster.change)) {
    return standing;
  }
  const proven = standing.seen.reduce((now, change) => (change.seq > roster.change ? next(now, change) : now), roster);
  return { ...standing, begun: true, proven, seen: [] };
}

/** Whether the server has named other members than those that are proven. */
export const isContradicted = (standing: Standing): boolean =>
  standing.proven !== undefined &&
  standing.claimed !== undefined &&
  standing.claimed.change <= standing.proven.change &&
  !same(standing.claimed, standing.proven);

/** Forgets what the server has said as soon as it is not needed any more. */
export function settled(standing: Standing): Standing {
  if (standing.proven === undefined || standing.claimed === undefined) {
    return standing;
  }
  if (standing.claimed.change > standing.proven.change) {
    return standing;
  }
  const { claimed: _forgotten, ...rest } = standing;
  return rest;
}

const optional = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [key]: value } as Partial<Record<K, V>>);
