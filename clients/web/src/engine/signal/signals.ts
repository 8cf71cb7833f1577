import type { Identifier } from "../../wire/identifiers.ts";
import type { ServerEvent } from "../../wire/events.ts";
import { isObject } from "../../wire/json.ts";
import { parseContent } from "../history/parse.ts";
import { currentDevices } from "../people/rows.ts";
import type { Connection, Cryptography, Environment } from "../ports.ts";
import { membersOf, type State } from "../state.ts";

/** Milliseconds: what is older is dropped, and how long a signal is shown. */
const LATE = 30_000;
const SHOWN = 10_000;
const LINES_LOOKED_AT = 20;
/** More than come before the oldest is late. */
const IDS_KEPT = 1_000;

/** Who types where, as others tell. */
export interface Signals {
  /** Takes a signal as the server tells it. */
  received(signal: Extract<ServerEvent, { readonly is: "signal" }>): Promise<void>;
  /** A message of somebody came: they do not type any more. */
  wrote(conversation: Identifier, account: Identifier): void;
  typing(): Readonly<Record<Identifier, readonly Identifier[]>>;
}

export function signals(
  environment: Environment,
  state: State,
  crypto: Cryptography,
  connection: Connection,
  changed: () => void,
): Signals {
  const seen = new Set<string>();
  const shown = new Map<string, { readonly conversation: Identifier; readonly account: Identifier; end: () => void }>();

  const remember = (key: string): boolean => {
    if (seen.has(key)) {
      return false;
    }
    seen.add(key);
    const [oldest] = seen;
    if (seen.size > IDS_KEPT && oldest !== undefined) {
      seen.delete(oldest);
    }
    return true;
  };

  /** Whether what was being typed has arrived: a message may overtake the signal before it. */
  const hasWrittenSince = async (conversation: Identifier, account: Identifier, time: number): Promise<boolean> => {
    const lines = await state.store.lines(conversation, { most: LINES_LOOKED_AT, from: "end" });
    return lines.some((line) => line.id !== undefined && line.author === account && line.time >= time);
  };

  const end = (key: string): void => {
    const known = shown.get(key);
    if (known !== undefined) {
      known.end();
      shown.delete(key);
      changed();
    }
  };

  return {
    async received({ conversation, sender, device, time, envelope }) {
      const row = state.conversation(conversation);
      // Of a device that the sender still has: nothing is as old as one that was removed.
      const key = currentDevices(state.person(sender)).find((known) => known.device === device)?.signingKey;
      if (row === undefined || !membersOf(row).includes(sender) || key === undefined) {
        return;
      }
      if (time < connection.serverTime() - LATE || (await hasWrittenSince(conversation, sender, time))) {
        return;
      }
      const opened = await crypto.openSignal({ conversation, sender, device }, envelope, key);
      if (opened.is !== "content" || parseContent(opened.bytes).is !== "typing") {
        return;
      }
      if (!remember(`${device}.${isObject(envelope) ? String(envelope["id"]) : ""}`)) {
        return;
      }
      const shownAs = `${conversation} ${sender}`;
      shown.get(shownAs)?.end();
      shown.set(shownAs, {
        conversation,
        account: sender,
        end: environment.after(SHOWN, () => {
          shown.delete(shownAs);
          changed();
        }),
      });
      changed();
    },
    wrote(conversation, account) {
      end(`${conversation} ${account}`);
    },
    typing() {
      const now: Record<Identifier, Identifier[]> = {};
      for (const { conversation, account } of shown.values()) {
        (now[conversation] ??= []).push(account);
      }
      return now;
    },
  };
}
