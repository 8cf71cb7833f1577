import type { Identifier } from "../../wire/identifiers.ts";
import type { Receipt } from "../history/rows.ts";
import { isOpen, type Connection, type Environment, type Self } from "../ports.ts";
import { hasEnded, type State } from "../state.ts";

/** Milliseconds: what happens together is told together, at most one frame of a conversation in two seconds. */
const GATHERING = 250;
const BETWEEN = 2_000;

/** Tells the server what has arrived on this device and what was read. Only a socket can tell it. */
export interface Reporter {
  /** Something has arrived or was read. */
  changed(conversation: Identifier): void;
  /** A connection is open, on which nothing was told so far. */
  connected(): void;
  /** Tells at once what is to be told. */
  flush(): void;
}

/** @param tellsRead whether others are to know what was read */
export function reporter(
  environment: Environment,
  state: State,
  connection: Connection,
  self: () => Self,
  tellsRead: () => boolean,
): Reporter {
  /** What was told on this connection. */
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
    const now = [...due];
    due.clear();
    return isOpen(connection) && now.filter(report).length > 0;
  };

  const report = (conversation: Identifier): boolean => {
    const row = state.conversation(conversation);
    if (row === undefined || hasEnded(row)) {
      return false;
    }
    const before = told.get(conversation) ?? row.receipts[self().account] ?? { delivered: 0, read: 0 };
    const read = tellsRead() ? Math.max(row.read, before.read) : before.read;
    const delivered = Math.max(row.delivered, before.delivered, read);
    if (delivered <= before.delivered && read <= before.read) {
      return false;
    }
    told.set(conversation, { delivered, read });
    const frame = {
      conversation,
      ...(delivered > before.delivered ? { delivered } : {}),
      ...(read > before.read ? { read } : {}),
    };
    connection.receipt(frame);
    return true;
  };

  return {
    changed(conversation) {
      due.add(conversation);
      gather(GATHERING);
    },
    connected() {
      told.clear();
      state.conversations().forEach((row) => due.add(row.id));
      gather(GATHERING);
    },
    flush() {
      reportAll();
    },
  };
}
