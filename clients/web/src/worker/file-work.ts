import { Failure } from "../client/culver.ts";
import type { FileWork, SealedChunk } from "../engine/media/sealing.ts";
import type { Clock } from "../transport/clock.ts";
import type { Asked, Told } from "./files.ts";

/** What is used of a worker. */
export interface FileWorker {
  onmessage: ((event: MessageEvent<Told>) => void) | null;
  /** It did not start, or something in it broke. */
  onerror: ((event: ErrorEvent) => void) | null;
  postMessage(asked: Asked): void;
  terminate(): void;
}

/** Milliseconds for the worker to begin: its script lies in the cache, but a machine may be busy. */
const LONGEST_START = 20_000;

type Answer = Exclude<Told, { readonly is: "ready" }>;
type Question = Asked extends infer Each ? (Each extends Asked ? Omit<Each, "id"> : never) : never;

interface Running {
  ask(question: Question): Promise<Answer>;
}

/**
 * Has files encrypted in a worker, which is started when it is first needed and again after it broke. What is asked
 * rejects with the failure "no-worker" if it does not start.
 */
export function fileWork(start: () => FileWorker, clock: Pick<Clock, "after">): FileWork {
  let running: Running | undefined;

  const begin = (): Running => {
    const waiting = new Map<number, { done: (answer: Answer) => void; failed: (why: unknown) => void }>();
    let count = 0;
    let worker: FileWorker | undefined;
    let ready = false;
    const end = (why: Error): void => {
      cancel();
      worker?.terminate();
      running = undefined;
      waiting.forEach(({ failed }) => failed(why));
      waiting.clear();
    };
    const cancel = clock.after(LONGEST_START, () => end(new Failure("no-worker", "it takes too long")));
    const mine: Running = {
      ask: (question) =>
        new Promise((done, failed) => {
          const id = count++;
          waiting.set(id, { done, failed });
          worker?.postMessage({ ...question, id });
        }),
    };
    try {
      worker = start();
    } catch (failed) {
      cancel();
      throw new Failure("no-worker", failed instanceof Error ? failed.message : undefined);
    }
    worker.onmessage = ({ data }) => {
      if (data.is === "ready") {
        ready = true;
        cancel();
        return;
      }
      const asked = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.is === "failed") {
        asked?.failed(
          data.dom ? new DOMException(data.message, data.name) : new Error(`${data.name}: ${data.message}`),
        );
      } else {
        asked?.done(data);
      }
    };
    worker.onerror = ({ message }) => end(ready ? new Error(message) : new Failure("no-worker", message));
    return mine;
  };

  const ask = async (question: Question): Promise<Answer> => await (running ??= begin()).ask(question);
  return {
    async cleaned(blob) {
      const answer = await ask({ is: "clean", blob });
      return (answer.is === "cleaned" ? answer.clean : undefined) ?? blob;
    },
    async sealed(key, file, index, blob): Promise<SealedChunk> {
      const answer = await ask({ is: "seal", key, file, index, blob });
      if (answer.is !== "sealed") {
        throw new TypeError("the worker answered something else");
      }
      return answer.chunk;
    },
  };
}
