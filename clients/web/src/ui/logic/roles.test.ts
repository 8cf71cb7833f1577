import { expect, test } from "vitest";

import type { Member, Role } from "../../client/culver.ts";
import { mayRemove, sortedMembers } from "./roles.ts";

const member = (name: string, role: Role, self = false): Member => ({
  person: { account: name, name, self, blocked: false, verification: "unverified" },
  role,
  invited: false,
});

test("oneself comes first, then owners, admins and others by name", () => {
  const members = [
    member("Zoe", "member"),
    member("Bo", "admin"),
    member("Anna", "member"),
    member("Carl", "owner"),
    member("I", "member", true),
  ];
  expect(sortedMembers(members).map(({ person }) => person.name)).toEqual(["I", "Carl", "Bo", "Anna", "Zoe"]);
});

test("an owner removes anybody but oneself, an admin members alone, a member nobody", () => {
  expect(mayRemove({ writable: true, ownRole: "owner" }, member("a", "owner"))).toBe(true);
  expect(mayRemove({ writable: true, ownRole: "owner" }, member("a", "owner", true))).toBe(false);
  expect(mayRemove({ writable: true, ownRole: "admin" }, member("a", "admin"))).toBe(false);
  expect(mayRemove({ writable: true, ownRole: "admin" }, member("a", "member"))).toBe(true);
  expect(mayRemove({ writable: true, ownRole: "member" }, member("a", "member"))).toBe(false);
  expect(mayRemove({ writable: "left", ownRole: "owner" }, member("a", "member"))).toBe(false);
});
