import type { Table } from "../../store/store.ts";
import type { Identifier } from "../../wire/identifiers.ts";

/** Whether this browser is to be woken, and by what. There is no row as long as nobody wanted it. */
export interface PushRow {
  readonly wanted: boolean;
  /** The provider's name for this browser, and the subscription that it stands for. */
  readonly token?: string;
  readonly endpoint?: string;
  /** When that was found out, or turned off. */
  readonly at: number;
  /** When it was last tried to renew by itself. */
  readonly triedAt?: number;
}

export const PUSH: Table<PushRow, string> = { store: "preferences", keyOf: () => "push" };

/** The newest line of each conversation that notifications told of. The service worker alone writes it. */
export interface NotifiedRow {
  readonly upTo: Readonly<Record<Identifier, number>>;
}

export const NOTIFIED: Table<NotifiedRow, string> = { store: "preferences", keyOf: () => "notified" };
