import { asIdentifier, asObject, identifier, integer, list, Malformed, optional, string, type Json } from "./json.ts";
import type { AccountId, ConversationId, DeviceId } from "./generated/wire.ts";

/** A device of an account, as `stale-device-list` names it. */
export interface DeviceAddress {
  readonly account: AccountId;
  readonly device: DeviceId;
}

interface Common {
  readonly status: number;
  /** For developers, not for people. */
  readonly detail: string;
  /** The server's number of the request, for the operator; empty if it gave none. */
  readonly requestId: string;
}

type Plain =
  | "malformed-json"
  | "unknown-action"
  | "unauthenticated"
  | "session-ended"
  | "sign-in-refused"
  | "refresh-refused"
  | "not-allowed"
  | "handle-taken"
  | "last-owner"
  | "internal";

/** Why the server refused something (contract/problems.md). What to do for each stands there. */
export type Problem = Common &
  (
    | { readonly is: Plain }
    | { readonly is: "invalid-request"; readonly pointers: readonly string[] }
    | { readonly is: "not-found"; readonly pointer?: string }
    | { readonly is: "too-many-devices" | "group-full" | "too-large"; readonly limit: number }
    | { readonly is: "membership-changed"; readonly change: number }
    | { readonly is: "still-member"; readonly conversations: readonly ConversationId[] }
    | {
        readonly is: "stale-device-list";
        readonly missing: readonly DeviceAddress[];
        readonly extra: readonly DeviceAddress[];
      }
    | { readonly is: "message-id-reused"; readonly seq: number }
    | { readonly is: "sync-first"; readonly tail: number }
    /** `retryAfter`: seconds to wait at least. */
    | { readonly is: "busy"; readonly retryAfter: number }
    /** Of a type that this version does not know, or API Gateway's own words: go by `status`. */
    | { readonly is: "other"; readonly retryAfter?: number }
  );

const PREFIX = "urn:culver:problem:";
const PLAIN: ReadonlySet<string> = new Set<Plain>([
  "malformed-json",
  "unknown-action",
  "unauthenticated",
  "session-ended",
  "sign-in-refused",
  "refresh-refused",
  "not-allowed",
  "handle-taken",
  "last-owner",
  "internal",
]);

/** Reads a problem. One of an unknown type, or without the members of its type, is an `other`. */
export function readProblem(value: unknown): Problem {
  const json = asObject(value, "problem");
  const type = string(json, "type");
  const common = { status: integer(json, "status"), detail: said(json, "detail"), requestId: said(json, "requestId") };
  try {
    return typed(type.startsWith(PREFIX) ? type.slice(PREFIX.length) : "", json, common);
  } catch (failed) {
    if (failed instanceof Malformed) {
      return { ...common, is: "other" };
    }
    throw failed;
  }
}

/** The problem that an answer without one tells of, by its status. `retryAfter`: seconds, of the header. */
export function problemOfStatus(status: number, retryAfter?: number): Problem {
  const common = { status, detail: `The server answered ${status}.`, requestId: "" };
  switch (status) {
    case 401:
      return { ...common, is: "unauthenticated" };
    case 403:
      return { ...common, is: "not-allowed" };
    case 404:
      return { ...common, is: "not-found" };
    default:
      return { ...common, is: "other", ...(retryAfter === undefined ? {} : { retryAfter }) };
  }
}

/** Whether the same request may get through later, and after how many seconds at least; undefined if it will not. */
export function passesAfter(problem: Problem): number | undefined {
  if (problem.status < 500 && problem.status !== 408 && problem.status !== 429) {
    return undefined;
  }
  return problem.is === "busy" || problem.is === "other" ? (problem.retryAfter ?? 0) : 0;
}

function typed(type: string, json: Json, common: Common): Problem {
  switch (type) {
    case "invalid-request":
      return { ...common, is: type, pointers: list(json, "errors", (error) => string(asObject(error), "pointer")) };
    case "not-found":
      return { ...common, is: type, ...optional(json, "pointer", string) };
    case "too-many-devices":
    case "group-full":
    case "too-large":
      return { ...common, is: type, limit: integer(json, "limit") };
    case "membership-changed":
      return { ...common, is: type, change: integer(json, "change") };
    case "still-member":
      return { ...common, is: type, conversations: list(json, "conversations", (each) => asIdentifier(each)) };
    case "stale-device-list":
      return { ...common, is: type, missing: list(json, "missing", address), extra: list(json, "extra", address) };
    case "message-id-reused":
      return { ...common, is: type, seq: integer(json, "seq") };
    case "sync-first":
      return { ...common, is: type, tail: integer(json, "tail") };
    case "busy":
      return { ...common, is: type, retryAfter: integer(json, "retryAfter") };
    default:
      return PLAIN.has(type) ? { ...common, is: type as Plain } : { ...common, is: "other" };
  }
}

function address(value: unknown): DeviceAddress {
  const json = asObject(value);
  return { account: identifier(json, "account"), device: identifier(json, "device") };
}

const said = (json: Json, name: string): string => (typeof json[name] === "string" ? json[name] : "");
