import { isReference, isSilent } from "../../engine/history/content.ts";
import type { ConversationRow } from "../../engine/history/rows.ts";
import { roleOf } from "../../engine/membership/roster.ts";
import { rosterOf } from "../../engine/membership/standing.ts";
import { currentDevices } from "../../engine/people/rows.ts";
import { MOST_RECIPIENTS } from "../../engine/people/people.ts";
import { hasEnded, membersOf } from "../../engine/state.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import type { ConversationSummary, ConversationView, Member } from "../culver.ts";
import type { Mirror } from "../tabs/mirror.ts";
import { defined } from "./defined.ts";
import { linesOf, queueOf, type Around } from "./lines.ts";
import { personOf } from "./people.ts";
import { pictureUrl } from "./pictures.ts";

/** How "for always" is stored, since JSON has no Infinity. */
export const ALWAYS = Number.MAX_SAFE_INTEGER;

/** The list: pinned first, then by activity, newest first. */
export function listOf(mirror: Mirror, archived: boolean): ConversationSummary[] {
  return [...mirror.conversations.values()]
    .filter((row) => row.archived === archived && isListed(row, mirror))
    .map((row) => summaryOf(row, mirror))
    .sort((one, other) => Number(other.pinned) - Number(one.pinned) || other.activeAt - one.activeAt);
}

/** A direct conversation is listed when there is something in it; nothing of it is shown that somebody blocked hides. */
function isListed(row: ConversationRow, mirror: Mirror): boolean {
  if (row.removed === true) {
    return isQueued(mirror, row.id);
  }
  return row.kind === "group" || row.written || row.draft !== undefined || isQueued(mirror, row.id);
}

const isQueued = (mirror: Mirror, conversation: Identifier): boolean =>
  queueOf(mirror, conversation).some(({ content }) => !isSilent(content));

/** The other person of a direct conversation; oneself in notes to oneself. */
function otherOf(row: ConversationRow, self: Identifier | undefined): Identifier | undefined {
  return row.kind === "group" ? undefined : (row.members.find((member) => member !== self) ?? self);
}

export function summaryOf(row: ConversationRow, mirror: Mirror): ConversationSummary {
  const other = otherOf(row, mirror.self?.account);
  const person = other === undefined ? undefined : personOf(mirror, other);
  const queue = queueOf(mirror, row.id);
  const around: Around = { mirror, conversation: row, replied: () => undefined, mediaState: () => undefined };
  const last = linesOf(row.last === undefined ? [] : [row.last], queue, around).at(-1);
  const written = queue
    .filter(({ content }) => !isReference(content) && !isSilent(content))
    .map((item) => item.written);
  return {
    id: row.id,
    kind: row.kind,
    ...defined({
      with: other,
      title: row.kind === "group" ? row.title?.title : person?.name,
      picture: row.kind === "group" ? pictureUrl(row.title?.picture) : person?.picture,
      last,
      mutedUntil: row.mutedUntil === ALWAYS ? Infinity : row.mutedUntil,
      draft: row.draft,
    }),
    activeAt: Math.max(row.activeAt, ...written),
    unread: row.unread === 0 && row.markedUnread === true ? 1 : row.unread,
    pinned: row.pinned,
    archived: row.archived,
    typing: mirror.passing.typing[row.id] ?? [],
    blocked: person?.blocked ?? false,
  };
}

export function viewOf(row: ConversationRow, mirror: Mirror, unreadFrom: string | undefined): ConversationView {
  const self = mirror.self?.account;
  const ownRole = row.standing === undefined || self === undefined ? undefined : roleOf(rosterOf(row.standing), self);
  return {
    ...summaryOf(row, mirror),
    members: membersShown(row, mirror),
    ...defined({ ownRole, lifetime: row.lifetime, unreadFrom }),
    ...(isDeserted(row, mirror) ? { deserted: true } : {}),
    writable: writableOf(row, mirror),
  };
}

/** Whether the other person had devices, and has none any more. */
function isDeserted(row: ConversationRow, mirror: Mirror): boolean {
  const other = otherOf(row, mirror.self?.account);
  const person = other === undefined || other === mirror.self?.account ? undefined : mirror.people.get(other);
  return (person?.devices ?? []).length > 0 && currentDevices(person).length === 0;
}

function membersShown(row: ConversationRow, mirror: Mirror): Member[] {
  const roster = row.standing === undefined ? undefined : rosterOf(row.standing);
  return membersOf(row).map((account) => ({
    person: personOf(mirror, account),
    role: roster === undefined ? "member" : (roleOf(roster, account) ?? "member"),
    invited: row.kind === "group" && account !== mirror.self?.account && row.receipts[account] === undefined,
  }));
}

function writableOf(row: ConversationRow, mirror: Mirror): ConversationView["writable"] {
  const self = mirror.self?.account;
  if (hasEnded(row)) {
    return row.standing?.ended?.by === self ? "left" : "removed";
  }
  const other = otherOf(row, self);
  if (other !== undefined && mirror.own.blocked?.includes(other) === true) {
    return "blocked";
  }
  if (row.distrusted === true) {
    return "unproven";
  }
  const devices = membersOf(row)
    .flatMap((account) => currentDevices(mirror.people.get(account)))
    .filter((device) => device.device !== mirror.self?.device);
  return devices.length > MOST_RECIPIENTS ? "too-many-devices" : true;
}
