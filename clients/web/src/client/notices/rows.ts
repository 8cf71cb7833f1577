import type { Table } from "../../store/store.ts";
import type { Identifier } from "../../wire/identifiers.ts";

/** What notifications told of. Read and written under the lock of {@link noticesLock}. */
export interface NotifiedRow {
  /** The newest line of each conversation that they told of. */
  readonly upTo: Readonly<Record<Identifier, number>>;
  /** Conversations of which they told something that reading does not count, and that nobody has looked at since. */
  readonly besides?: readonly Identifier[];
}

export const NOTIFIED: Table<NotifiedRow, string> = { store: "preferences", keyOf: () => "notified" };

/** Tabs and the worker tell one after the other, so that nothing is told twice. */
export const noticesLock = (name: string): string => `${name}-notices`;
