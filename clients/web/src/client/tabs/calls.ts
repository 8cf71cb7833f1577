import { randomIdentifier } from "../../wire/identifiers.ts";
import { Failure } from "../culver.ts";
import { failureOf } from "./failures.ts";

/** Things that the leader does for any tab. What goes in and comes out is cloned on its way between tabs. */
export type Doings = Readonly<Record<string, (...args: never[]) => Promise<unknown>>>;

type Message =
  | { readonly is: "call"; readonly id: string; readonly name: string; readonly args: readonly unknown[] }
  | { readonly is: "answer"; readonly id: string; readonly value?: unknown; readonly failure?: PlainFailure }
  /** Somebody leads from now on: calls that have no answer are to be repeated. */
  | { readonly is: "leading" };

type PlainFailure = Pick<Failure, "reason" | "detail" | "retryAt">;

/** So many calls that were done are remembered, to answer their repetition. */
const REMEMBERED = 200;
/** Milliseconds after which nobody is believed to lead. */
const PATIENCE = 60_000;

/** Calls between tabs. */
export interface Calls<D extends Doings> {
  /** What the leader does, wherever it is. Rejects with {@link Failure}. */
  readonly remote: D;
  /** This tab leads: does what is asked, for itself and others. Answers how to stop. */
  lead(doings: D): () => void;
  close(): void;
}

export function calls<D extends Doings>(name: string): Calls<D> {
  const channel = new BroadcastChannel(name);
  const waiting = new Map<string, { readonly call: Message; readonly settle: (answer: Message) => void }>();
  let leader: D | undefined;
  const done = new Map<string, Promise<Message>>();

  const perform = (id: string, called: string, args: readonly unknown[]): Promise<Message> => {
    const known = done.get(id);
    if (known !== undefined) {
      return known;
    }
    const work = leader?.[called] as ((...args: unknown[]) => Promise<unknown>) | undefined;
    const answer: Promise<Message> = (async () => {
      try {
        if (work === undefined) {
          throw new Failure("unexpected", called);
        }
        return { is: "answer", id, value: await work(...args) };
      } catch (failed) {
        const { reason, detail, retryAt } = failureOf(failed);
        const failure = {
          reason,
          ...(detail === undefined ? {} : { detail }),
          ...(retryAt === undefined ? {} : { retryAt }),
        } as PlainFailure;
        return { is: "answer", id, failure };
      }
    })();
    done.set(id, answer);
    const [oldest] = done.keys();
    if (done.size > REMEMBERED && oldest !== undefined) {
      done.delete(oldest);
    }
    return answer;
  };

  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    switch (data.is) {
      case "call":
        if (leader !== undefined) {
          const asked = leader;
          void perform(data.id, data.name, data.args).then((answer) => {
            // Who does not lead any more leaves the answer to who does.
            if (leader === asked) {
              channel.postMessage(answer);
            }
          });
        }
        break;
      case "answer":
        waiting.get(data.id)?.settle(data);
        break;
      case "leading":
        waiting.forEach(({ call }) => {
          channel.postMessage(call);
        });
        break;
    }
  };

  const call = (called: string, args: readonly unknown[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = randomIdentifier();
      const message: Message = { is: "call", id, name: called, args };
      const timer = setTimeout(() => {
        settle({ is: "answer", id, failure: { reason: "unreachable" } });
      }, PATIENCE);
      const settle = (answer: Message): void => {
        clearTimeout(timer);
        waiting.delete(id);
        if (answer.is !== "answer") {
          return;
        }
        if (answer.failure !== undefined) {
          const { reason, detail, retryAt } = answer.failure;
          reject(new Failure(reason, detail, retryAt));
        } else {
          resolve(answer.value);
        }
      };
      waiting.set(id, { call: message, settle });
      if (leader === undefined) {
        channel.postMessage(message);
      } else {
        void perform(id, called, args).then(settle);
      }
    });

  const remote = new Proxy({} as D, {
    get: (_target, called) => (typeof called === "string" ? (...args: unknown[]) => call(called, args) : undefined),
  });

  return {
    remote,
    lead(doings) {
      leader = doings;
      channel.postMessage({ is: "leading" } satisfies Message);
      // What this tab asked of the leader before is now its own to do.
      for (const { call: own, settle } of [...waiting.values()]) {
        if (own.is === "call") {
          void perform(own.id, own.name, own.args).then(settle);
        }
      }
      return () => {
        leader = undefined;
        done.clear();
      };
    },
    close() {
      channel.close();
    },
  };
}
