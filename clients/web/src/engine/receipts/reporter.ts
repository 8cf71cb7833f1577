import type { Identifier } from "../../wire/identifiers.ts";
import type { Receipt } from "../history/rows.ts";
import { isOpen, type Connection, type Environment, type Self } from "../ports.ts";
import { waitAfter } from "../../transport/retry.ts";
import { hasEnded, type State } from "../state.ts";

/** Milliseconds: what happens together is told together, at most one frame of a conversation in two seconds. */
const GATHERING = 250;
const BETWEEN = 2_000;
const AFTER_A_FAILURE = 5_000;

const NOTHING: Receipt = { delivered: 0, read: 0 };

/** Tells the server what has arrived on this device and what was read. Only a socket can tell it. */
export interface Reporter {
  /** Something has arrived or was read. */
  changed(conversation: Identifier): void;
  /** What was told seems to be lost on its way, of which nothing else would tell: it has no answer. */
  tellAgain(conversation: Identifier): void;
  /** A connection is open, on which nothing was told so far. */
  connected(): void;
  /** The logs begin anew: numbers that were told mean nothing any more. */
  epochBegan(): void;
  /** Whether the server has said that it has all that there is to tell: if not, each connection tells it once more. */
  isKnown(conversation: Identifier): boolean;
  /** Tells at once what is to be told. */
  flush(): void;
}

/**
 * @param tellsRead whether others are to know what was read
 * @param isBehind whether the server numbers its logs otherwise than what is here: then nothing is told until it does not
 */
export function reporter(
  environment: Environment,
  state: State,
  connection: Connection,
  self: () => Self,
  tellsRead: () => boolean,
  isBehind: () => boolean,
): Reporter {
  /** What this device has told on this connection, and what its account had told before it. */
  const told = new Map<Identifier, Receipt>();
  const due = new Set<Identifier>();
  let gathering = false;

  const gather = (time: number): void => {
    if (!gathering) {
      gathering = true;
      environment.after(time, () => {
        gathering = false;
        if (reportAll()) {
          gather(BETWEEN);
        }
      });
    }
  };

  /** Answers whether something was told. */
  const reportAll = (): boolean => {
    if (isBehind()) {
      return false;
    }
    const now = [...due];
    due.clear();
    return isOpen(connection) && now.filter(report).length > 0;
  };

  const report = (conversation: Identifier): boolean => {
    const row = state.conversation(conversation);
    if (row === undefined || hasEnded(row)) {
      return false;
    }
    const before = told.get(conversation) ?? NOTHING;
    // What one has read is told once, by whichever device; what a device has got it tells itself.
    const known = Math.max(before.read, (row.receipts[self().account] ?? NOTHING).read);
    const read = tellsRead() ? Math.max(row.read, known) : known;
    const delivered = Math.max(row.delivered, before.delivered, read > known ? read : 0);
    if (delivered <= before.delivered && read <= known) {
      return false;
    }
    told.set(conversation, { delivered, read });
    const frame = {
      conversation,
      ...(delivered > before.delivered ? { delivered } : {}),
      ...(read > known ? { read } : {}),
    };
    connection.receipt(frame, (failure) => {
      told.delete(conversation);
      if (waitAfter(failure) !== undefined) {
        due.add(conversation);
        gather(AFTER_A_FAILURE);
      }
    });
    return true;
  };

  const changed = (conversation: Identifier): void => {
    due.add(conversation);
    gather(GATHERING);
  };

  return {
    changed,
    tellAgain(conversation) {
      told.delete(conversation);
      changed(conversation);
    },
    connected() {
      told.clear();
      state.conversations().forEach((row) => {
        told.set(row.id, row.receipts[self().account] ?? NOTHING);
        due.add(row.id);
      });
      gather(GATHERING);
    },
    epochBegan() {
      told.clear();
    },
    isKnown(conversation) {
      const row = state.conversation(conversation);
      const known = row?.receipts[self().account] ?? NOTHING;
      return row === undefined || (known.delivered >= row.delivered && (!tellsRead() || known.read >= row.read));
    },
    flush() {
      reportAll();
    },
  };
}
