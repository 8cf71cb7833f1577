import type { Identifier } from "../../wire/identifiers.ts";
import type { State } from "../state.ts";
import type { Batch } from "../store.ts";
import type { OutboxRow } from "../outbox/rows.ts";
import { isSilent, type Reference } from "./content.ts";
import { applyReference, rankOf, withoutContent } from "./references.ts";
import { isMessage, isNotes, keyOf, type ConversationRow, type MessageRow } from "./rows.ts";

/** A line before it has a number. */
export type NewLine = Omit<MessageRow, "order" | "key" | "conversation"> & { readonly key?: string };

/** A change of one conversation, stored all at once. Made within the conversation's turn. */
export interface Update {
  row(): ConversationRow;
  set(change: Partial<ConversationRow>): void;
  replace(row: ConversationRow): void;
  /** Appends a line, and applies to it what was waiting for it, or it to what it refers to. */
  append(line: NewLine): Promise<MessageRow>;
  /** Changes a line that is there. */
  put(row: MessageRow): void;
  /** Takes a line's content away for good. */
  erase(row: MessageRow): void;
  /** Looks for the line that a list shows, after one was taken away. */
  showLast(): Promise<void>;
  line(order: number): Promise<MessageRow | undefined>;
  find(reference: Reference): Promise<MessageRow | undefined>;
  outbox(...rows: readonly OutboxRow[]): void;
  outboxGone(id: Identifier): void;
  /** What is in the queue, with what this change puts into it. */
  queue(): readonly OutboxRow[];
  own(row: Batch["own"]): void;
  commit(): Promise<void>;
}

/** As many references as wait for their target: beyond, the oldest are forgotten. */
const MOST_PENDING = 200;

/** Begins a change of a conversation that is there. */
export function update(state: State, before: ConversationRow, self: Identifier): Update {
  let row = before;
  const lines = new Map<number, MessageRow>();
  const items = new Map<Identifier, OutboxRow>();
  const gone = new Set<Identifier>();
  const mediaGone: string[] = [];
  let own: Batch["own"];

  const put = (line: MessageRow): void => {
    lines.set(line.order, line);
    if (row.last?.order === line.order) {
      row = { ...row, last: forList(line) };
    }
    if (line.disappearsAt === undefined && row.disappearing.some((each) => each.order === line.order)) {
      row = { ...row, disappearing: row.disappearing.filter((each) => each.order !== line.order) };
    } else if (line.disappearsAt !== undefined) {
      const others = row.disappearing.filter((each) => each.order !== line.order);
      row = { ...row, disappearing: [...others, { order: line.order, at: line.disappearsAt }] };
    }
  };

  const line = async (order: number): Promise<MessageRow | undefined> =>
    lines.get(order) ?? (await state.store.line(row.id, order));

  const find = async ({ device, id }: Reference): Promise<MessageRow | undefined> => {
    for (const changed of lines.values()) {
      if (changed.device === device && changed.id === id) {
        return changed;
      }
    }
    const here = await state.store.find(row.id, device, id);
    return here === undefined ? undefined : (lines.get(here.order) ?? here);
  };

  const refer = async (reference: MessageRow): Promise<void> => {
    if (!isContentReference(reference)) {
      return;
    }
    const target = await find(reference.content.to);
    if (target === undefined) {
      const pending = [...row.pending, { to: reference.content.to, order: reference.order }];
      row = { ...row, pending: pending.slice(-MOST_PENDING) };
      return;
    }
    const changed = applyReference(target, reference.content, reference.author, rankOf(reference));
    if (changed !== target) {
      if (changed.content.is === "deleted") {
        mediaGone.push(...mediaOf(target));
      }
      put(changed);
    }
  };

  const referred = async (target: MessageRow): Promise<MessageRow> => {
    const waiting = row.pending.filter(({ to }) => to.device === target.device && to.id === target.id);
    if (waiting.length === 0) {
      return target;
    }
    row = { ...row, pending: row.pending.filter((each) => !waiting.includes(each)) };
    let changed = target;
    for (const { order } of waiting) {
      const reference = await line(order);
      if (reference !== undefined && isContentReference(reference)) {
        changed = applyReference(changed, reference.content, reference.author, rankOf(reference));
      }
    }
    return changed;
  };

  return {
    row: () => row,
    set(change) {
      row = { ...row, ...change };
    },
    replace(now) {
      row = now;
    },
    line,
    find,
    put,
    async append(fresh) {
      const order = row.order + 1;
      const named = { ...fresh, conversation: row.id, order };
      const added = await referred({ ...named, key: fresh.key ?? keyOf(named) });
      row = { ...shown(row, added, self), order };
      // A receipt of another device of this account may come before what it is of.
      if (added.seq !== undefined && added.epoch === (state.own().logEpoch ?? 0) && added.seq <= row.read) {
        row = { ...row, readOrder: order };
      }
      put(added);
      await refer(added);
      return added;
    },
    outbox(...rows) {
      rows.forEach((item) => items.set(item.id, item));
    },
    outboxGone(id) {
      items.delete(id);
      gone.add(id);
    },
    queue: () => [
      ...state.outbox(row.id).filter((item) => !gone.has(item.id) && !items.has(item.id)),
      ...items.values(),
    ],
    erase(line) {
      mediaGone.push(...mediaOf(line));
      put(withoutContent(line, "gone"));
    },
    async showLast() {
      let below = row.order + 1;
      while (below > 1) {
        const some = await state.store.lines(row.id, { below, most: 20, from: "end" });
        const last = some.map((each) => lines.get(each.order) ?? each).findLast((each) => isListed(each, row.kind));
        if (last !== undefined) {
          row = { ...row, last: forList(last) };
          return;
        }
        below = some[0]?.order ?? 0;
      }
      const { last: _last, ...rest } = row;
      row = rest;
    },
    own(changed) {
      own = changed;
    },
    async commit() {
      const changedRow = row !== before ? [row] : [];
      await state.write({
        conversations: changedRow,
        messages: [...lines.values()],
        outbox: [...items.values()],
        outboxGone: [...gone],
        mediaGone,
        ...(own === undefined ? {} : { own }),
      });
    },
  };
}

type ReferenceRow = MessageRow & {
  readonly content: Extract<MessageRow["content"], { readonly is: "reaction" | "edit" | "delete" }>;
};

const isContentReference = (row: MessageRow): row is ReferenceRow =>
  row.content.is === "reaction" || row.content.is === "edit" || row.content.is === "delete";

/** The files of a message. */
export const mediaOf = (row: MessageRow | undefined): string[] =>
  row?.content.is === "media" ? row.content.files.map((file) => file.media) : [];

/** Whether a line is to be seen in its conversation. */
export function isVisible(row: MessageRow, kind: ConversationRow["kind"]): boolean {
  if (row.hidden === true || row.content.is === "gone" || isSilent(row.content) || isContentReference(row)) {
    return false;
  }
  return !(kind === "direct" && row.content.is === "membership" && row.content.verified);
}

/** Whether the list of conversations shows a line. */
const isListed = (row: MessageRow, kind: ConversationRow["kind"]): boolean =>
  isVisible(row, kind) && row.content.is !== "new-device" && row.content.is !== "removed-device";

/** What a new line makes of the conversation's place in the list. */
function shown(row: ConversationRow, line: MessageRow, self: Identifier): ConversationRow {
  if (!isListed(line, row.kind)) {
    return row;
  }
  const news = isMessage(line.content) || line.content.is === "placeholder";
  const unread = news && line.author !== self && line.content.is !== "placeholder" && (line.seq ?? 0) > row.read;
  // What older devices of the account tell each other in notes to oneself is no reason to show these to the person.
  const written = news && !(isNotes(row) && line.content.is === "placeholder");
  const { removed: _removed, ...rest } = row;
  return {
    ...rest,
    last: forList(line),
    activeAt: Math.max(row.activeAt, line.time),
    unread: row.unread + (unread ? 1 : 0),
    written: row.written || written,
    // What a person archived comes back when somebody writes.
    archived: unread ? false : row.archived,
  };
}

/** A line without what a list does not show. */
function forList(row: MessageRow): MessageRow {
  if (row.content.is !== "media") {
    return row;
  }
  const files = row.content.files.map(({ thumbnail: _thumbnail, ...file }) => file);
  return { ...row, content: { ...row.content, files } };
}
