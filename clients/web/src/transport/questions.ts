import { Refused, Unreachable } from "../wire/failures.ts";
import { Malformed, type Json } from "../wire/json.ts";
import { problemOfStatus, readProblem, type Problem } from "../wire/problems.ts";
import type { Clock } from "./clock.ts";

/** The frames of one connection that wait for an answer. */
export interface Questions {
  /** Waits for the answer to a frame with the id that `asked` is given; rejects with Refused or Unreachable. */
  ask(limit: number, asked: (requestId: string) => void): Promise<Json>;
  /** As `ask`, of what is answered only if it fails: silence is a good answer. */
  tell(limit: number, told: (requestId: string) => void): Promise<void>;
  /** Whether a frame was an answer. */
  answered(type: string, frame: Json): boolean;
  /** No answer will come to any of them. */
  fail(reason: string): void;
}

interface Question {
  readonly stop: () => void;
  readonly resolve: (answer: Json) => void;
  readonly reject: (failure: Error) => void;
}

export function questions(clock: Clock): Questions {
  const open = new Map<string, Question>();
  let count = 0;

  function take(requestId: unknown): Question | undefined {
    const question = typeof requestId === "string" ? open.get(requestId) : undefined;
    if (question !== undefined) {
      open.delete(requestId as string);
      question.stop();
    }
    return question;
  }

  const wait = (limit: number, send: (requestId: string) => void, silence: (question: Question) => void) =>
    new Promise<Json>((resolve, reject) => {
      const requestId = `r${++count}`;
      const stop = clock.after(limit, () => {
        const question = take(requestId);
        if (question !== undefined) {
          silence(question);
        }
      });
      open.set(requestId, { stop, resolve, reject });
      try {
        send(requestId);
      } catch (failed) {
        take(requestId)?.reject(new Unreachable("the frame was not taken", { cause: failed }));
      }
    });

  return {
    ask: (limit, asked) => wait(limit, asked, ({ reject }) => reject(new Unreachable("no answer in time"))),
    async tell(limit, told) {
      await wait(limit, told, ({ resolve }) => resolve({}));
    },
    answered(type, frame) {
      const question = take(frame["requestId"]);
      if (question !== undefined && type === "error") {
        question.reject(new Refused(problemOf(frame)));
      } else {
        question?.resolve(frame);
      }
      // An error that names no question of ours matters to developers alone.
      return question !== undefined || type === "error";
    },
    fail(reason) {
      for (const requestId of [...open.keys()]) {
        take(requestId)?.reject(new Unreachable(reason));
      }
    },
  };
}

function problemOf(frame: Json): Problem {
  try {
    return readProblem(frame["problem"]);
  } catch (failed) {
    if (failed instanceof Malformed) {
      return problemOfStatus(500);
    }
    throw failed;
  }
}
