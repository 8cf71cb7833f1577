import type { Page as Answer } from "../../wire/answers.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import type { Receipt } from "../history/rows.ts";
import { readEntry, type LogEntry } from "./entries.ts";

/** What is new of one conversation. */
export interface Page {
  readonly conversation: Identifier;
  readonly entries: readonly LogEntry[];
  readonly more: boolean;
  readonly tail: number;
  readonly receipts: readonly (Receipt & { readonly account: Identifier })[];
}

/** Reads the entries of an answer. Without a number an entry has no place: what it stood for is asked for again. */
export const pagesOf = (answer: Answer): Page[] =>
  answer.conversations.map((page) => ({
    ...page,
    entries: page.entries.map(readEntry).filter((entry) => entry !== undefined),
  }));
