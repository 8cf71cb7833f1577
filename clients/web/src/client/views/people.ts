import { calledOf } from "../../engine/people/rows.ts";
import { membersOf } from "../../engine/state.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import type { OwnAccount, Person } from "../culver.ts";
import type { Mirror } from "../tabs/mirror.ts";
import { defined } from "./defined.ts";
import { pictureUrl } from "./pictures.ts";

/** What is to be shown of an account. */
export function personOf(mirror: Mirror, account: Identifier): Person {
  const row = mirror.people.get(account);
  const name = row && calledOf(row);
  return {
    account,
    ...defined({ name, handle: row?.handle, picture: pictureUrl(row?.picture) }),
    self: account === mirror.self?.account,
    blocked: mirror.own.blocked?.includes(account) ?? false,
    verification: row?.verified !== undefined ? "verified" : row?.changed === true ? "changed" : "unverified",
  };
}

/** Everybody with whom there is a conversation, by name. */
export function knownPeople(mirror: Mirror): Person[] {
  const accounts = new Set([...mirror.conversations.values()].flatMap((row) => membersOf(row)));
  return byName(
    [...accounts].filter((account) => account !== mirror.self?.account).map((each) => personOf(mirror, each)),
  );
}

export const blockedPeople = (mirror: Mirror): Person[] =>
  byName((mirror.own.blocked ?? []).map((account) => personOf(mirror, account)));

export function ownAccount(mirror: Mirror): OwnAccount | undefined {
  const account = mirror.self?.account;
  if (account === undefined) {
    return undefined;
  }
  const row = mirror.people.get(account);
  return { account, ...defined({ name: row?.name, handle: row?.handle, picture: pictureUrl(row?.picture) }) };
}

const byName = (people: Person[]): Person[] =>
  people.sort((one, other) => (one.name ?? "\uffff").localeCompare(other.name ?? "\uffff"));
