import { textOrder, type Identifier } from "../../wire/identifiers.ts";
import type { Change } from "../membership/changes.ts";
import { has, roleOf, type Roster } from "../membership/roster.ts";

/** What a person wants of a group's members, whatever others change meanwhile: what is to be changed for it now. */
export type Wish = (now: Roster) => Change | undefined;

type KnownRole = "owner" | "admin" | "member";

const ordered = (accounts: readonly Identifier[]): Identifier[] => [...new Set(accounts)].sort(textOrder);

export const toAdd =
  (accounts: readonly Identifier[], role: KnownRole): Wish =>
  (now) => {
    const members = ordered(accounts)
      .filter((account) => !has(now, account))
      .map((account) => ({ account, role }));
    return members.length === 0 ? undefined : { type: "added", members };
  };

export const toRemove =
  (accounts: readonly Identifier[]): Wish =>
  (now) => {
    const gone = ordered(accounts).filter((account) => has(now, account));
    return gone.length === 0 ? undefined : { type: "removed", accounts: gone };
  };

export const toGive =
  (account: Identifier, role: KnownRole): Wish =>
  (now) =>
    roleOf(now, account) === role ? undefined : { type: "role", account, role };

export const toLeave =
  (self: Identifier): Wish =>
  (now) =>
    has(now, self) ? { type: "left" } : undefined;
