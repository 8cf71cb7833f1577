import { describe, expect, test } from "vitest";
import type { Change } from "./changes.ts";
import { accountsOf, roleOf, roster } from "./roster.ts";
import { changed, claimedBy, isContradicted, listed, rosterOf, settled, told, type Standing } from "./standing.ts";

const account = (letter: string): string => `${letter.repeat(21)}A`;
const OWNER = account("A");
const ADMIN = account("B");
const MEMBER = account("C");
const OTHER = account("D");
const STRANGER = account("E");

const as = (who: string, role: string) => ({ account: who, role });
const added = (who: string, role: string): Change => ({ type: "added", members: [as(who, role)] });
const removed = (...accounts: string[]): Change => ({ type: "removed", accounts });
const given = (who: string, role: string): Change => ({ type: "role", account: who, role });

const begin = (members: readonly ReturnType<typeof as>[]): Standing =>
  changed(
    listed(roster(9, [as(STRANGER, "owner")])),
    { seq: 1, after: 0, sender: OWNER, change: { type: "created", members } },
    MEMBER,
  );
const group = (): Standing => begin([as(OWNER, "owner"), as(ADMIN, "admin"), as(MEMBER, "member")]);
const after = (sender: string, change: Change): Standing =>
  changed(group(), { seq: 5, after: 1, sender, change }, MEMBER);

describe("a group's members", () => {
  test.each<[string, Change]>([
    [STRANGER, added(OTHER, "member")],
    [MEMBER, added(OTHER, "member")],
    [ADMIN, added(OTHER, "admin")],
    [OWNER, added(MEMBER, "member")],
    [OWNER, { type: "added", members: [as(STRANGER, "member"), as(OTHER, "member")] }],
    [OWNER, { type: "added", members: [] }],
    [MEMBER, removed(ADMIN)],
    [ADMIN, removed(OWNER)],
    [OWNER, removed(OWNER)],
    [OWNER, removed(STRANGER)],
    [OWNER, { type: "left" }],
    [STRANGER, { type: "left" }],
    [ADMIN, given(MEMBER, "admin")],
    [OWNER, given(OWNER, "member")],
    [OWNER, given(MEMBER, "member")],
    [OWNER, given(STRANGER, "member")],
    [OWNER, { type: "created", members: [as(OWNER, "owner")] }],
  ])("do not change as the rules forbid: %s %j", (sender, change) => {
    expect(() => after(sender, change)).toThrow(/^its? /);
  });

  test("change as the rules allow", () => {
    expect(roleOf(rosterOf(after(ADMIN, added(OTHER, "member"))), OTHER)).toBe("member");
    expect(roleOf(rosterOf(after(OWNER, added(OTHER, "owner"))), OTHER)).toBe("owner");
    expect(accountsOf(rosterOf(after(OWNER, removed(ADMIN))))).toEqual([OWNER, MEMBER]);
    expect(roleOf(rosterOf(after(OWNER, given(MEMBER, "admin"))), MEMBER)).toBe("admin");
    expect(accountsOf(rosterOf(after(ADMIN, { type: "left" })))).toEqual([OWNER, MEMBER]);
    expect(roleOf(rosterOf(after(OWNER, added(OTHER, "captain"))), OTHER)).toBe("member");
  });

  test("do not change over another state of the group", () => {
    const change = { seq: 5, after: 2, sender: OWNER, change: added(OTHER, "member") };
    expect(() => changed(group(), change, MEMBER)).toThrow(/made over change 2/);
  });

  test("are not begun by somebody for others", () => {
    expect(() => begin([as(OWNER, "admin"), as(ADMIN, "owner")])).toThrow(/not begun by an owner/);
  });

  test("tell whoever is removed by whom", () => {
    expect(after(ADMIN, removed(MEMBER)).ended).toEqual({ by: ADMIN });
    expect(after(MEMBER, { type: "left" }).ended).toEqual({ by: MEMBER });
    expect(after(OWNER, removed(ADMIN)).ended).toBeUndefined();
  });
});

describe("who was added late", () => {
  const roles = (accounts: readonly string[]) => accounts.map((each) => as(each, each === OWNER ? "owner" : "member"));
  /** Was added by the owner, after changes that were not seen. */
  const late = (...claimed: string[]): Standing =>
    changed(
      claimedBy(listed(roster(20, roles(claimed))), roster(20, roles(claimed))),
      { seq: 10, after: 7, sender: OWNER, change: added(MEMBER, "member") },
      MEMBER,
    );
  const goesOn = (standing: Standing): Standing =>
    changed(standing, { seq: 20, after: 10, sender: OWNER, change: added(OTHER, "member") }, MEMBER);

  test("has the server's list proven by what a member tells and the changes since", () => {
    const standing = late(OWNER, MEMBER, OTHER);
    expect(standing.proven).toBeUndefined();
    expect(standing.addedBy).toBe(OWNER);
    const proven = told(standing, roster(10, roles([OWNER, MEMBER])));
    expect(accountsOf(rosterOf(proven))).toEqual([OWNER, MEMBER]);
    expect(isContradicted(goesOn(proven))).toBe(false);
    expect(settled(goesOn(proven)).claimed).toBeUndefined();
  });

  test("finds a server out that named others", () => {
    const proven = told(late(OWNER, MEMBER, OTHER, STRANGER), roster(10, roles([OWNER, MEMBER])));
    expect(isContradicted(goesOn(proven))).toBe(true);
  });

  test("takes nothing as proven of a change that was not seen", () => {
    expect(told(late(OWNER, MEMBER), roster(9, roles([OWNER]))).proven).toBeUndefined();
  });
});
