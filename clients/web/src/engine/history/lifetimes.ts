import type { Identifier } from "../../wire/identifiers.ts";
import type { Environment, Self } from "../ports.ts";
import type { State } from "../state.ts";
import { update } from "./update.ts";

/** Browsers take no longer timers: about 12 days. */
const LONGEST = 2 ** 30;

/** Deletes what has disappeared, when it is time. */
export interface Lifetimes {
  /** Looks for what is due, and when to look next. */
  look(): Promise<void>;
  stop(): void;
}

export function lifetimes(environment: Environment, state: State, self: () => Self): Lifetimes {
  let cancel: (() => void) | undefined;
  let stopped = false;

  const expire = (conversation: Identifier): Promise<void> =>
    state.withConversation(conversation, async () => {
      const row = state.conversation(conversation);
      const due = row?.disappearing.filter((each) => each.at <= environment.now()) ?? [];
      if (row === undefined || due.length === 0) {
        return;
      }
      const change = update(state, row, self().account);
      for (const { order } of due) {
        const line = await change.line(order);
        if (line !== undefined) {
          change.erase(line);
        }
        change.set({ disappearing: change.row().disappearing.filter((each) => each.order !== order) });
      }
      if (due.some(({ order }) => order === row.last?.order)) {
        await change.showLast();
      }
      await change.commit();
    });

  const again = (wait: number): void => {
    cancel?.();
    cancel = environment.after(wait, () => void look());
  };

  const look = async (): Promise<void> => {
    for (const row of state.conversations()) {
      if (row.disappearing.some((each) => each.at <= environment.now())) {
        await expire(row.id);
      }
    }
    const next = Math.min(...state.conversations().flatMap((row) => row.disappearing.map((each) => each.at)));
    if (next !== Infinity && !stopped) {
      const wait = Math.min(Math.max(0, next - environment.now()), LONGEST);
      again(wait);
    }
  };

  return {
    look,
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}
