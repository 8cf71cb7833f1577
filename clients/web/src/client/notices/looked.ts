import type { ConversationRow } from "../../engine/history/rows.ts";
import type { Identifier } from "../../wire/identifiers.ts";

/** Conversations, each with a line up to which somebody was told of what is in it, or need not be. */
export type Orders = readonly (readonly [Identifier, number])[];

/**
 * Up to which line the tab that leads has looked at each conversation. All tabs know it, so that the next one that leads
 * goes on there: what was stored a moment before the lead changed hands is told of, too.
 */
export interface Looked {
  readonly orders: ReadonlyMap<Identifier, number>;
  /** This tab looks at these. */
  add(orders: Orders): void;
  /** It has told what is in them. */
  done(orders: Orders): void;
  /** Another tab has. */
  heard(orders: Orders): void;
}

/**
 * @param rows what is there at the beginning is not new
 * @param tell tells the other tabs
 */
export function lookedFrom(rows: Iterable<ConversationRow>, tell: (orders: Orders) => void): Looked {
  const orders = new Map([...rows].map((row) => [row.id, row.order]));
  const add = (more: Orders): void => {
    more.forEach(([id, order]) => orders.set(id, Math.max(order, orders.get(id) ?? 0)));
  };
  return { orders, add, done: tell, heard: add };
}
