import type { Identifier } from "../../wire/identifiers.ts";
import { reached } from "../history/receipts.ts";
import { anew } from "../membership/standing.ts";
import { heardAnew } from "../siblings/hearing.ts";
import type { State } from "../state.ts";

/**
 * The logs begin anew, with other numbers: cursors go back to the start, and what receipts said is fixed in the lines.
 * What is stored stays, and what comes again is known by its message id.
 */
export async function beginEpoch(state: State, epoch: number, self: Identifier): Promise<void> {
  const before = state.own().logEpoch ?? 0;
  for (const { id } of state.conversations()) {
    await state.withConversation(id, async () => {
      const row = state.conversation(id);
      if (row === undefined) {
        return;
      }
      const lines = await state.store.lines(id, { most: Infinity, from: "start" });
      const fixed = lines.flatMap((line) => {
        const now = reached(line, row, self, before);
        return now === undefined || now === (line.reached ?? "sent") ? [] : [{ ...line, reached: now }];
      });
      await state.write({
        messages: fixed,
        conversations: [
          {
            ...row,
            cursor: 0,
            delivered: 0,
            read: 0,
            receipts: {},
            ...(row.standing === undefined ? {} : { standing: anew(row.standing) }),
          },
        ],
      });
    });
  }
  await rememberEpoch(state, epoch);
}

/** Stores the epoch that what is applied belongs to. */
export const rememberEpoch = (state: State, epoch: number): Promise<void> =>
  state.withOwn(() => {
    const { heard, ...own } = state.own();
    const kept = heard === undefined ? {} : { heard: own.logEpoch === epoch ? heard : heardAnew(heard) };
    return state.write({ own: { ...own, ...kept, logEpoch: epoch } });
  });
