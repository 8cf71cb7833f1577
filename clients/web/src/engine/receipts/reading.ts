import type { Identifier } from "../../wire/identifiers.ts";
import { isMessage, type ConversationRow, type MessageRow, type Receipt } from "../history/rows.ts";
import { raised } from "../history/receipts.ts";
import { update, type Update } from "../history/update.ts";
import type { Environment, Self } from "../ports.ts";
import { membersOf, type State } from "../state.ts";

/** What was read: here, or by the account's other devices, and how far others have come. */
export interface Reading {
  /** How far accounts have come, as the server tells. What is said of an account that is no member is ignored. */
  received(conversation: Identifier, receipts: readonly (Receipt & { readonly account: Identifier })[]): Promise<void>;
  /** Everything up to this line was shown to the person. Answers whether that is news. */
  read(conversation: Identifier, order: number): Promise<boolean>;
  markUnread(conversation: Identifier): Promise<void>;
}

export function reading(environment: Environment, state: State, self: () => Self): Reading {
  /** Marks as read up to a line, counts what is left, and lets what disappears after reading begin to do so. */
  const advance = async (change: Update, order: number, seq: number): Promise<void> => {
    const row = change.row();
    const after = await state.store.lines(row.id, { above: row.readOrder, most: Infinity, from: "start" });
    let unread = 0;
    for (const line of after) {
      if (line.order > order) {
        unread += counts(line, self().account) ? 1 : 0;
      } else {
        begin(change, line);
      }
    }
    const { markedUnread: _marked, ...rest } = change.row();
    change.replace({
      ...rest,
      read: Math.max(row.read, seq),
      readOrder: Math.max(row.readOrder, order),
      unread,
    });
  };

  const begin = (change: Update, line: MessageRow): void => {
    const { content } = line;
    if ((content.is !== "text" && content.is !== "media") || content.lifetime === undefined) {
      return;
    }
    if (line.disappearsAt === undefined && line.author !== self().account) {
      change.put({ ...line, disappearsAt: environment.now() + content.lifetime * 1000 });
    }
  };

  const withUpdate = <T>(conversation: Identifier, work: (change: Update) => Promise<T>): Promise<T | undefined> =>
    state.withConversation(conversation, async () => {
      const row = state.conversation(conversation);
      if (row === undefined) {
        return undefined;
      }
      const change = update(state, row, self().account);
      const result = await work(change);
      await change.commit();
      return result;
    });

  /** The last line that is read by a number of the log. */
  const orderOf = async (row: ConversationRow, seq: number): Promise<number> => {
    const epoch = state.own().logEpoch ?? 0;
    const after = await state.store.lines(row.id, { above: row.readOrder, most: Infinity, from: "start" });
    return after.filter((line) => line.epoch === epoch && (line.seq ?? Infinity) <= seq).at(-1)?.order ?? row.readOrder;
  };

  return {
    async received(conversation, receipts) {
      await withUpdate(conversation, async (change) => {
        const members = membersOf(change.row());
        for (const { account, delivered, read } of receipts) {
          const before = change.row().receipts[account];
          const after = raised(before, { delivered, read });
          if (!members.includes(account) || after === before) {
            continue;
          }
          change.set({ receipts: { ...change.row().receipts, [account]: after } });
          if (account === self().account && after.read > change.row().read) {
            await advance(change, await orderOf(change.row(), after.read), after.read);
          }
        }
      });
    },
    async read(conversation, order) {
      const news = await withUpdate(conversation, async (change) => {
        const row = change.row();
        if (order <= row.readOrder) {
          if (row.markedUnread === true) {
            const { markedUnread: _marked, ...rest } = row;
            change.replace(rest);
          }
          return false;
        }
        const epoch = state.own().logEpoch ?? 0;
        const upTo = Math.min(order, row.order);
        const lines = await state.store.lines(conversation, {
          above: row.readOrder,
          below: upTo + 1,
          most: Infinity,
          from: "start",
        });
        const newest = lines.findLast((line) => line.epoch === epoch && line.seq !== undefined);
        // Everything is read: so is what has no line, such as an edit at the end of the log.
        const seq = upTo === row.order ? Math.max(newest?.seq ?? 0, row.delivered) : (newest?.seq ?? 0);
        await advance(change, upTo, seq);
        return true;
      });
      return news ?? false;
    },
    async markUnread(conversation) {
      await withUpdate(conversation, (change) => {
        change.set({ markedUnread: true });
        return Promise.resolve();
      });
    },
  };
}

const counts = (line: MessageRow, self: Identifier): boolean =>
  line.author !== self && isMessage(line.content) && line.hidden !== true;
