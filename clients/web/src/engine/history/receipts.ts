import type { Identifier } from "../../wire/identifiers.ts";
import type { ConversationRow, MessageRow, Reached, Receipt } from "./rows.ts";

const RANK: Readonly<Record<Reached, number>> = { sent: 0, delivered: 1, read: 2 };

/** How far a message at a place in the log got with one account. */
export function reachedWith(receipt: Receipt | undefined, seq: number): Reached {
  if ((receipt?.read ?? 0) >= seq) {
    return "read";
  }
  return (receipt?.delivered ?? 0) >= seq ? "delivered" : "sent";
}

/** How far an own message got: as far as with whoever got it furthest; undefined for a line of someone else. */
export function reached(line: MessageRow, row: ConversationRow, self: Identifier, epoch: number): Reached | undefined {
  if (line.author !== self || line.id === undefined) {
    return undefined;
  }
  const least = line.reached ?? "sent";
  if (line.epoch !== epoch || line.seq === undefined) {
    return least;
  }
  let furthest = least;
  for (const [account, receipt] of Object.entries(row.receipts)) {
    const now = account === self ? "sent" : reachedWith(receipt, line.seq);
    furthest = RANK[now] > RANK[furthest] ? now : furthest;
  }
  return furthest;
}

/** What an account's receipt becomes by another; the same one if that is nothing new. What is read is delivered. */
export function raised(before: Receipt | undefined, told: Receipt): Receipt {
  const read = Math.max(before?.read ?? 0, told.read);
  const delivered = Math.max(read, before?.delivered ?? 0, told.delivered);
  return before?.read === read && before.delivered === delivered ? before : { delivered, read };
}
