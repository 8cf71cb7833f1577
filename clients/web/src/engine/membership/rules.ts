import type { Identifier } from "../../wire/identifiers.ts";
import { ACCOUNTS_OF_A_CHANGE, GROUP_MEMBERS } from "../../wire/limits.ts";
import { NotFollowing, rank, type Change, type NewMember, type Role } from "./changes.ts";

export type Roles = ReadonlyMap<Identifier, Role>;

/** The members of a group that begins: the same rules as the server's. Throws {@link NotFollowing}. */
export function begin(actor: Identifier, members: readonly NewMember[]): Roles {
  inOrder(members.map((member) => member.account));
  const roles = new Map(members.map((member) => [member.account, member.role]));
  holds(isOwner(roles, actor), "it was not begun by an owner");
  return roles;
}

/** The members after a change. Throws {@link NotFollowing} if it is not allowed. */
export function apply(before: Roles, actor: Identifier, change: Change): Roles {
  holds(before.has(actor), "it was made by someone who is no member");
  const roles = new Map(before);
  switch (change.type) {
    case "added":
      add(roles, actor, change.members);
      break;
    case "removed":
      remove(roles, actor, change.accounts);
      break;
    case "role":
      give(roles, actor, change.account, change.role);
      break;
    case "left":
      roles.delete(actor);
      break;
    case "created":
      throw new NotFollowing("it begins a group that has begun");
  }
  holds(
    roles.size === 0 || [...roles.keys()].some((account) => isOwner(roles, account)),
    "it leaves the group without an owner",
  );
  return roles;
}

function add(roles: Map<Identifier, Role>, actor: Identifier, added: readonly NewMember[]): void {
  inOrder(added.map((member) => member.account));
  for (const { account, role } of added) {
    holds(mayHandle(roles, actor, role), "its sender may not add such members");
    holds(!roles.has(account), "it adds someone who is a member");
    roles.set(account, role);
  }
  holds(roles.size <= GROUP_MEMBERS, "it adds more members than a group may have");
}

function remove(roles: Map<Identifier, Role>, actor: Identifier, removed: readonly Identifier[]): void {
  inOrder(removed);
  for (const account of removed) {
    holds(account !== actor, "it removes its own sender");
    const role = roles.get(account);
    holds(role !== undefined, "it removes someone who is no member");
    holds(mayHandle(roles, actor, role), "its sender may not remove such members");
    roles.delete(account);
  }
}

function give(roles: Map<Identifier, Role>, actor: Identifier, account: Identifier, role: Role): void {
  holds(isOwner(roles, actor), "its sender may not give roles");
  const before = roles.get(account);
  holds(before !== undefined, "it gives a role to someone who is no member");
  holds(before !== role, "it gives a role that the member has");
  roles.set(account, role);
}

const isOwner = (roles: Roles, account: Identifier): boolean => rank(roles.get(account)) === "owner";

function mayHandle(roles: Roles, actor: Identifier, role: Role | undefined): boolean {
  const own = rank(roles.get(actor));
  return own === "owner" || (own === "admin" && rank(role) === "member");
}

function inOrder(accounts: readonly Identifier[]): void {
  holds(accounts.length > 0 && accounts.length <= ACCOUNTS_OF_A_CHANGE, "it names nobody, or too many at once");
  const sorted = accounts.every((account, index) => index === 0 || (accounts[index - 1] ?? "") < account);
  holds(sorted, "it does not name accounts in order, each once");
}

function holds(condition: boolean, otherwise: string): void {
  if (!condition) {
    throw new NotFollowing(otherwise);
  }
}
