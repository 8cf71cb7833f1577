import { randomIdentifier, type Identifier } from "../../wire/identifiers.ts";
import { utf8 } from "../../wire/bytes.ts";
import type { Directory } from "../people/directory.ts";
import { MOST_RECIPIENTS, recipientsOf, unknownOf } from "../people/people.ts";
import { isOpen, type Connection, type Cryptography, type Environment, type Self } from "../ports.ts";
import { hasEnded, membersOf, type State } from "../state.ts";

/** Milliseconds between two signals of one conversation. */
const BETWEEN = 5_000;
/** In larger groups somebody always types. */
const MOST_MEMBERS = 10;

/**
 * Tells the members of a conversation who are connected that this person is typing, at most every five seconds.
 *
 * @param tells whether others are to know
 */
export function typing(
  environment: Environment,
  state: State,
  crypto: Cryptography,
  connection: Connection,
  directory: Directory,
  self: () => Self,
  tells: () => boolean,
): (conversation: Identifier) => Promise<void> {
  const toldJustNow = new Set<Identifier>();
  return async (conversation) => {
    const row = state.conversation(conversation);
    if (row === undefined || hasEnded(row) || !tells() || !isOpen(connection) || toldJustNow.has(conversation)) {
      return;
    }
    const members = membersOf(row);
    const blocked = row.kind === "direct" && members.some((member) => state.own().blocked?.includes(member));
    if (members.length > MOST_MEMBERS || blocked) {
      return;
    }
    toldJustNow.add(conversation);
    environment.after(BETWEEN, () => toldJustNow.delete(conversation));
    const unknown = unknownOf(state, members);
    if (unknown.length > 0) {
      await directory.refresh(unknown);
    }
    const recipients = recipientsOf(state, members, self());
    if (recipients.length === 0 || recipients.length > MOST_RECIPIENTS) {
      return;
    }
    const id = randomIdentifier();
    const envelope = await crypto.seal(conversation, id, utf8('{"kind":"typing"}'), recipients);
    connection.signal({ conversation, envelope });
  };
}
