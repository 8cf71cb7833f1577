import type { Identifier } from "../../wire/identifiers.ts";
import { MEMBERS_TOLD_UNASKED } from "../../wire/limits.ts";
import { membersOf, type State } from "../state.ts";
import { reachedWith } from "./receipts.ts";
import type { ConversationRow } from "./rows.ts";

/** How far it is worth looking for an own message: asking once too often only costs a little. */
const LINES = 50;
const LINES_AT_ONCE = 10;

/**
 * Whether receipts could still tell something of a conversation in which nothing else happens: that another own device has
 * read something, or somebody else what was written here last.
 */
export async function mayLearnFromReceipts(state: State, row: ConversationRow, self: Identifier): Promise<boolean> {
  return row.read < row.delivered || !(await isReadByAll(state, row, self));
}

async function isReadByAll(state: State, row: ConversationRow, self: Identifier): Promise<boolean> {
  const members = membersOf(row);
  if (members.length > MEMBERS_TOLD_UNASKED) {
    return true;
  }
  let below = row.order + 1;
  while (below > 1) {
    if (row.order - below >= LINES - 1) {
      return false;
    }
    const some = await state.store.lines(row.id, { below, most: LINES_AT_ONCE, from: "end" });
    const last = some.findLast((line) => line.author === self && line.id !== undefined);
    if (last !== undefined) {
      const { epoch, seq } = last;
      const others = members.filter((member) => member !== self);
      return (
        seq !== undefined &&
        epoch === state.own().logEpoch &&
        others.every((member) => reachedWith(row.receipts[member], seq) === "read")
      );
    }
    below = some[0]?.order ?? 0;
  }
  return true;
}
