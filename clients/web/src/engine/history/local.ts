import type { Identifier } from "../../wire/identifiers.ts";
import type { Self } from "../ports.ts";
import type { State } from "../state.ts";
import type { ConversationRow } from "./rows.ts";
import { mediaOf, update } from "./update.ts";

/** What the person changes on this device alone. */
export interface Local {
  set(
    conversation: Identifier,
    change: { readonly pinned?: boolean; readonly archived?: boolean; readonly mutedUntil?: number | null },
  ): Promise<void>;
  setDraft(conversation: Identifier, text: string): Promise<void>;
  /** Hides a line here. */
  hide(conversation: Identifier, order: number): Promise<void>;
  /** Removes a conversation's lines; it comes back with the next one. */
  remove(conversation: Identifier): Promise<void>;
}

export function local(state: State, self: () => Self): Local {
  const change = (conversation: Identifier, work: (row: ConversationRow) => ConversationRow): Promise<void> =>
    state.withConversation(conversation, async () => {
      const row = state.conversation(conversation);
      if (row !== undefined) {
        await state.write({ conversations: [work(row)] });
      }
    });
  return {
    set: (conversation, { mutedUntil, ...rest }) =>
      change(conversation, (row) => {
        if (mutedUntil === undefined) {
          return { ...row, ...rest };
        }
        const { mutedUntil: _before, ...others } = row;
        return { ...others, ...rest, ...(mutedUntil === null ? {} : { mutedUntil }) };
      }),
    setDraft: (conversation, text) =>
      change(conversation, ({ draft: _draft, ...row }) => (text === "" ? row : { ...row, draft: text })),
    hide: (conversation, order) =>
      state.withConversation(conversation, async () => {
        const row = state.conversation(conversation);
        if (row === undefined) {
          return;
        }
        const now = update(state, row, self().account);
        const line = await now.line(order);
        if (line === undefined) {
          return;
        }
        now.erase(line);
        if (row.last?.order === order) {
          await now.showLast();
        }
        await now.commit();
      }),
    remove: (conversation) =>
      state.withConversation(conversation, async () => {
        const row = state.conversation(conversation);
        if (row === undefined) {
          return;
        }
        const lines = await state.store.lines(conversation, { most: Infinity, from: "start" });
        const newest = Math.max(0, ...lines.filter((line) => line.seq !== undefined).map((line) => line.time));
        const { last: _last, draft: _draft, markedUnread: _marked, ...rest } = row;
        await state.write({
          conversations: [
            {
              ...rest,
              removed: true,
              removedUntil: newest,
              readOrder: row.order,
              unread: 0,
              pending: [],
              disappearing: [],
              written: false,
            },
          ],
          linesGone: { conversation, upTo: row.order },
          mediaGone: lines.flatMap(mediaOf),
        });
      }),
  };
}
