import { Unreachable } from "../../wire/failures.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import type { Environment } from "../ports.ts";
import type { State } from "../state.ts";

/** Milliseconds that a log is waited for. */
const LONGEST = 30_000;

/** Waits until logs are applied up to certain entries. */
export interface Applied {
  /** Rejects with Unreachable if it takes too long. */
  upTo(conversation: Identifier, seq: number): Promise<void>;
  /** The cursor of a conversation moved. */
  advanced(conversation: Identifier): void;
}

export function applied(environment: Environment, state: State): Applied {
  const waiting = new Set<{ readonly conversation: Identifier; readonly seq: number; readonly done: () => void }>();
  const isOver = (conversation: Identifier, seq: number): boolean =>
    (state.conversation(conversation)?.cursor ?? 0) >= seq;
  return {
    upTo(conversation, seq) {
      if (isOver(conversation, seq)) {
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const cancel = environment.after(LONGEST, () => {
          waiting.delete(wait);
          reject(new Unreachable("the log did not come"));
        });
        const wait = {
          conversation,
          seq,
          done: () => {
            cancel();
            resolve();
          },
        };
        waiting.add(wait);
      });
    },
    advanced(conversation) {
      for (const wait of [...waiting]) {
        if (wait.conversation === conversation && isOver(conversation, wait.seq)) {
          waiting.delete(wait);
          wait.done();
        }
      }
    },
  };
}
