import { randomIdentifier, type Identifier } from "../../wire/identifiers.ts";
import type { Content } from "../history/content.ts";
import { keyOf } from "../history/rows.ts";
import type { Self } from "../ports.ts";
import type { OutboxRow } from "./rows.ts";

/** Grows with each message of this tab, also when the clock stands still or goes back. */
let lastPlace = 0;

/** A message for the end of a conversation's queue. */
export function freshItem(
  clock: { now(): number },
  self: Self,
  conversation: Identifier,
  content: Content,
  uploads: readonly Identifier[] = [],
): OutboxRow {
  const id = randomIdentifier();
  const written = clock.now();
  lastPlace = Math.max(written, lastPlace + 0.001);
  return {
    id,
    conversation,
    key: keyOf({ device: self.device, id, order: 0 }),
    place: lastPlace,
    content,
    written,
    outcome: { is: "waiting" },
    ...(uploads.length === 0 ? {} : { uploads }),
  };
}
