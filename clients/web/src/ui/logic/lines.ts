import type { Line } from "../../client/culver.ts";
import { sameDay } from "./times.ts";

/** What a conversation's list is made of. */
export type Row =
  | { readonly is: "day"; readonly key: string; readonly at: number }
  | { readonly is: "unread"; readonly key: string }
  | {
      readonly is: "line";
      readonly key: string;
      readonly line: Line;
      /** Whether it begins, and whether it ends, a run: of bubbles of one author, or of notes. */
      readonly first: boolean;
      readonly last: boolean;
      /** The keys of those before it that say the same and are not shown on their own. */
      readonly folded: readonly string[];
    };

const together = 5 * 60_000;

/** Whether a line is a bubble, as opposed to a note across the conversation. */
export function isBubble(line: Line): boolean {
  return line.body.is === "text" || line.body.is === "media" || line.body.is === "deleted";
}

/**
 * The rows of a conversation: a separator before the first line of each day, a divider before the first unread line, and
 * bubbles in runs: of one author, within five minutes of the one before, on the same day; notes in runs of a day.
 * Placeholders that say the same one after the other are one row. It has the key of the last of them, which stays when older
 * ones are loaded.
 */
export function rowsOf(lines: readonly Line[], unreadFrom: string | undefined): readonly Row[] {
  const rows: Row[] = [];
  let folded: string[] = [];
  let begins = true;
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    const after = lines[index + 1];
    if (before === undefined || !sameDay(before.at, line.at)) {
      rows.push({ is: "day", key: `day ${new Date(line.at).toDateString()}`, at: line.at });
    }
    if (line.key === unreadFrom) rows.push({ is: "unread", key: "unread" });
    if (folded.length === 0) begins = before === undefined || line.key === unreadFrom || !inOneRun(before, line);
    const last = after === undefined || after.key === unreadFrom || !inOneRun(line, after);
    if (!last && saysTheSame(line, after)) {
      folded.push(line.key);
      return;
    }
    rows.push({ is: "line", key: line.key, line, first: begins, last, folded: folded.length === 0 ? none : folded });
    folded = [];
  });
  return rows;
}

const none: readonly string[] = [];

function saysTheSame({ body: one }: Line, { body: next }: Line): boolean {
  return one.is === "placeholder" && next.is === "placeholder" && one.why === next.why;
}

/** Where a line is, be it on its own or folded; -1 if it is nowhere. */
export function indexOfLine(rows: readonly Row[], key: string | undefined): number {
  return rows.findIndex(
    (row) => row.key === key || (row.is === "line" && key !== undefined && row.folded.includes(key)),
  );
}

function inOneRun(one: Line, next: Line): boolean {
  if (!isBubble(one) && !isBubble(next)) return sameDay(one.at, next.at);
  return (
    isBubble(one) &&
    isBubble(next) &&
    one.author === next.author &&
    next.at - one.at < together &&
    sameDay(one.at, next.at)
  );
}

/** How many rows of the new list lie before what was the first line of the old one; 0 if that is gone. */
export function prepended(before: readonly Row[], after: readonly Row[]): number {
  const first = before.find((row) => row.is === "line");
  if (first === undefined) return 0;
  const was = before.indexOf(first);
  const is = after.findIndex((row) => row.key === first.key);
  return Math.max(0, is - was);
}
