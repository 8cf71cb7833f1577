import type { Content } from "./content.ts";
import type { Changes, MessageRow, Rank } from "./rows.ts";

/** Where a reference stands in the log: of two, the one that came later counts. */
export const rankOf = (row: MessageRow): Rank => [row.epoch, row.seq ?? 0];

export const isLater = (one: Rank, other: Rank | undefined): boolean =>
  other === undefined || one[0] > other[0] || (one[0] === other[0] && one[1] >= other[1]);

type ReferenceContent = Extract<Content, { readonly is: "reaction" | "edit" | "delete" }>;

/**
 * What a reaction, an edit or a deletion makes of the message that it names. The same line if it changes nothing: it is
 * outdated, or its author may not do that to this message.
 */
export function applyReference(target: MessageRow, content: ReferenceContent, author: string, rank: Rank): MessageRow {
  if (target.content.is !== "text" && target.content.is !== "media") {
    return target;
  }
  switch (content.is) {
    case "reaction": {
      const before = target.changes?.reactions?.[author];
      if (!isLater(rank, before?.rank)) {
        return target;
      }
      const mine = { rank, ...(content.emoji === undefined ? {} : { emoji: content.emoji }) };
      return { ...target, changes: { ...target.changes, reactions: { ...target.changes?.reactions, [author]: mine } } };
    }
    case "edit":
      return author === target.author && isLater(rank, target.changes?.edit)
        ? { ...target, content: { ...target.content, text: content.text }, changes: { ...target.changes, edit: rank } }
        : target;
    case "delete":
      return author === target.author ? withoutContent(target, "deleted") : target;
  }
}

/** A line whose content is no more: a mark stays of what was deleted, nothing is shown of what has disappeared. */
export function withoutContent(row: MessageRow, is: "deleted" | "gone"): MessageRow {
  const { changes: _changes, disappearsAt: _disappears, ...rest } = row;
  return { ...rest, content: { is } };
}

export type { Changes };
