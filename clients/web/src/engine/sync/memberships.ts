import type { Identifier } from "../../wire/identifiers.ts";
import type { ConversationRow } from "../history/rows.ts";
import type { Told } from "../history/content.ts";
import type { Update } from "../history/update.ts";
import { adds, NotFollowing, type Change, type Seen } from "../membership/changes.ts";
import { roster, same, type Roster } from "../membership/roster.ts";
import { changed, claimedBy, isContradicted, settled, told, type Standing } from "../membership/standing.ts";
import type { Arrival } from "./entries.ts";

/** Follows the changes of groups' members, from one entry to the next. */
export interface Memberships {
  /** Asks the server who the members are, if that does not follow from these entries and what is known before them. */
  prepare(group: ConversationRow, standing: Standing, run: readonly Arrival[]): Promise<void>;
  /** Goes on with what the server says, if changes before this arrival were missed. */
  before(arrival: Arrival, update: Update): void;
  /** Follows a change whose signature was verified. Answers whether it follows from what is known. */
  follow(seen: Seen, update: Update): boolean;
  /** A member told who the members are. */
  told(sender: Identifier, said: Told, trusted: boolean, update: Update): void;
}

/** Whether an arrival makes an account a member. */
export function addsSelf(arrival: Arrival, self: Identifier): boolean {
  const change = changeOf(arrival);
  return change !== undefined && adds(change, self);
}

function changeOf(arrival: Arrival): Change | undefined {
  return arrival.is === "logged" && arrival.entry.is === "changed" ? arrival.entry.change : undefined;
}

export function memberships(
  self: () => Identifier,
  members: (group: Identifier) => Promise<Roster>,
  distrust: (what: string) => void,
): Memberships {
  /** What the server says of groups that cannot be followed from their beginning. */
  const claims = new Map<Identifier, Roster>();

  const isBroken = (arrival: Arrival, begun: boolean, last: number): boolean =>
    (!begun && changeOf(arrival)?.type !== "created") ||
    (begun && arrival.seq > last + 1) ||
    arrival.is === "emptied" ||
    addsSelf(arrival, self());

  const settle = (standing: Standing, update: Update): void => {
    const contradicted = isContradicted(standing);
    if (contradicted) {
      distrust(`the server names other members of group ${update.row().id} than follow from the signed changes`);
    }
    const { distrusted: _before, ...row } = update.row();
    update.replace({ ...row, standing: settled(standing), ...(contradicted ? { distrusted: true } : {}) });
  };

  return {
    async prepare(group, standing, run) {
      let begun = standing.begun;
      let last = group.cursor;
      for (const arrival of run) {
        if (isBroken(arrival, begun, last)) {
          claims.set(group.id, await members(group.id));
          return;
        }
        begun = true;
        last = arrival.seq;
      }
    },
    before(arrival, update) {
      const { id, standing, cursor } = update.row();
      const claim = claims.get(id);
      if (standing !== undefined && claim !== undefined && isBroken(arrival, standing.begun, cursor)) {
        update.set({ standing: claimedBy(standing, claim) });
      }
    },
    follow(seen, update) {
      const { standing, id } = update.row();
      if (standing === undefined) {
        return false;
      }
      try {
        settle(changed(standing, seen, self()), update);
        return true;
      } catch (refused) {
        if (!(refused instanceof NotFollowing)) {
          throw refused;
        }
        distrust(`the change of members at ${seen.seq} of ${id} is refused: ${refused.message}`);
        return false;
      }
    },
    told(sender, said, trusted, update) {
      const { standing, id } = update.row();
      if (standing === undefined) {
        return;
      }
      const named = roster(said.change, said.members);
      if (standing.proven?.change === named.change && !same(standing.proven, named)) {
        distrust(`member ${sender} of group ${id} knows other members than this device`);
        return;
      }
      if (!trusted) {
        return;
      }
      try {
        settle(told(standing, named), update);
      } catch (refused) {
        if (!(refused instanceof NotFollowing)) {
          throw refused;
        }
        distrust(`what changed in group ${id} does not follow from what a member told: ${refused.message}`);
      }
    },
  };
}
