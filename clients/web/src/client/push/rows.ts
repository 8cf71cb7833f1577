import type { Table } from "../../store/store.ts";

/** Whether this browser is to be woken, and by what. There is no row as long as nobody wanted it. */
export interface PushRow {
  readonly wanted: boolean;
  /** The provider's name for this browser, and the subscription that it stands for. */
  readonly token?: string;
  readonly endpoint?: string;
  /** When that was found out, or turned off. */
  readonly at: number;
  /** The browser has replaced or dropped the subscription since. */
  readonly lost?: boolean;
  /** When it was last tried to renew by itself. */
  readonly triedAt?: number;
}

export const PUSH: Table<PushRow, string> = { store: "preferences", keyOf: () => "push" };
