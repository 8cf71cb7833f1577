import type { ConversationRow } from "../history/rows.ts";
import type { State } from "../state.ts";
import type { LogEntry } from "./entries.ts";

/**
 * Whether an entry is a message that this device has told to be delivered. It has to be here under the same number: in a
 * log that was restored another one may have it.
 */
export async function isRepeated(state: State, row: ConversationRow, entry: LogEntry): Promise<boolean> {
  if (entry.is !== "message" || entry.seq > Math.min(row.cursor, row.delivered)) {
    return false;
  }
  const here = await state.store.find(row.id, entry.device, entry.id);
  return here?.seq === entry.seq && here.epoch === state.own().logEpoch;
}
