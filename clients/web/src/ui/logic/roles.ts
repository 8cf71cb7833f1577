import type { ConversationView, Member, Role } from "../../client/culver.ts";

const rank: Record<Role, number> = { owner: 0, admin: 1, member: 2 };

/** Members as they are listed: oneself, then owners, admins, others, each by name. */
export function sortedMembers(members: readonly Member[]): readonly Member[] {
  return members.toSorted(
    (a, b) =>
      Number(b.person.self) - Number(a.person.self) ||
      rank[a.role] - rank[b.role] ||
      (a.person.name ?? "").localeCompare(b.person.name ?? ""),
  );
}

/** Whether one may remove somebody: an owner anybody else, an admin those who are members. */
export function mayRemove(view: Pick<ConversationView, "writable" | "ownRole">, member: Member): boolean {
  if (view.writable !== true || member.person.self) return false;
  return view.ownRole === "owner" || (view.ownRole === "admin" && member.role === "member");
}
