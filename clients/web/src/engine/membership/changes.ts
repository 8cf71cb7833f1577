import type { Identifier } from "../../wire/identifiers.ts";

/** What a member may do, as on the wire; a role that this version does not know counts as `member`. */
export type Role = string;

export interface NewMember {
  readonly account: Identifier;
  readonly role: Role;
}

/** A change of a group's members, its beginning included. */
export type Change =
  | { readonly type: "created"; readonly members: readonly NewMember[] }
  | { readonly type: "added"; readonly members: readonly NewMember[] }
  | { readonly type: "removed"; readonly accounts: readonly Identifier[] }
  | { readonly type: "left" }
  | { readonly type: "role"; readonly account: Identifier; readonly role: Role };

/** A change whose signature was verified. `after` is the change that it was signed over, `seq` its place in the log. */
export interface Seen {
  readonly seq: number;
  readonly after: number;
  readonly sender: Identifier;
  readonly change: Change;
}

/** A change that the rules do not allow, or that was signed over another state of the group. */
export class NotFollowing extends Error {
  constructor(
    /** Begins with "it", for a log. */
    reason: string,
  ) {
    super(reason);
    this.name = "NotFollowing";
  }
}

export const rank = (role: Role | undefined): "owner" | "admin" | "member" =>
  role === "owner" || role === "admin" ? role : "member";

/** Whether somebody is a member by this change who was none before. */
export const makesMember = (change: Change, account: Identifier): boolean =>
  adds(change, account) || (change.type === "created" && change.members.some((member) => member.account === account));

export const adds = (change: Change, account: Identifier): boolean =>
  change.type === "added" && change.members.some((member) => member.account === account);
