import { Refused, Unreachable } from "../wire/failures.ts";
import { Malformed, parseObject, type Json } from "../wire/json.ts";
import { problemOfStatus, readProblem, type Problem } from "../wire/problems.ts";
import type { Clock } from "./clock.ts";

/** One call of the API. */
export interface Call {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Begins with a slash. */
  readonly path: string;
  readonly body?: unknown;
  readonly token?: string;
  /** Ends the call, which rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** Milliseconds; {@link TIME_OUT} unless given. */
  readonly timeOut?: number;
}

/** Makes one call once. Rejects with Refused or Unreachable. The answer of 204 is an empty object. */
export type Exchange = (call: Call) => Promise<Json>;

/** Longer than the server may take (29 s): what has not come by then does not come. */
export const TIME_OUT = 35_000;

/** Calls over `fetch`. `base` is the address of the API without a slash at its end. */
export function exchange(base: string, fetch: typeof globalThis.fetch, clock: Clock): Exchange {
  return async ({ method, path, body, token, signal, timeOut = TIME_OUT }) => {
    signal?.throwIfAborted();
    const ended = new AbortController();
    const stop = clock.after(timeOut, () => ended.abort(new Unreachable("no answer in time")));
    const signals = signal === undefined ? ended.signal : AbortSignal.any([ended.signal, signal]);
    try {
      const answer = await fetch(base + path, {
        method,
        headers: {
          ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
          ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: signals,
        // Nothing of the API is for a cache, cookies or other sites.
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        referrerPolicy: "no-referrer",
      });
      const text = await answer.text();
      if (!answer.ok) {
        throw new Refused(problemOf(answer, text));
      }
      return text === "" ? {} : parseObject(text);
    } catch (failed) {
      if (failed instanceof Refused) {
        throw failed;
      }
      signal?.throwIfAborted();
      throw failed instanceof Unreachable ? failed : new Unreachable(reasonOf(failed), { cause: failed });
    } finally {
      stop();
    }
  };
}

const reasonOf = (failed: unknown): string =>
  failed instanceof Malformed ? `the answer makes no sense: ${failed.message}` : "the server does not answer";

function problemOf(answer: Response, text: string): Problem {
  const retryAfter = seconds(answer.headers.get("Retry-After"));
  try {
    const problem = readProblem(parseObject(text));
    return problem.is === "other" && retryAfter !== undefined ? { ...problem, retryAfter } : problem;
  } catch (failed) {
    if (failed instanceof Malformed) {
      return problemOfStatus(answer.status, retryAfter);
    }
    throw failed;
  }
}

/** The header may also be a date, which nobody in the way of Culver sends. */
const seconds = (header: string | null): number | undefined =>
  header !== null && /^\d{1,6}$/.test(header) ? Number(header) : undefined;
