import { isIdentifier, type Identifier } from "../../wire/identifiers.ts";
import type { Change, NewMember } from "../membership/changes.ts";

/** An entry that a device made. `time` is the server's, in milliseconds. */
interface Made {
  readonly seq: number;
  readonly time: number;
  readonly sender: Identifier;
  readonly device: Identifier;
}

/**
 * An entry of a log, as this version reads it. Only a malformed `seq` refuses the whole answer: anything else that is
 * wrong with one entry must not keep those behind it from arriving.
 */
export type LogEntry =
  | (Made & { readonly is: "message"; readonly id: Identifier; readonly envelope: Readonly<Record<string, unknown>> })
  | (Made & { readonly is: "created-direct"; readonly members: readonly Identifier[]; readonly signature: string })
  | (Made & { readonly is: "changed"; readonly after: number; readonly change: Change; readonly signature: string })
  | (Made & { readonly is: "unknown"; readonly kind: string })
  | { readonly is: "hidden"; readonly seq: number }
  | { readonly is: "malformed"; readonly seq: number };

/** Something with a place in a log. */
export type Arrival =
  | { readonly is: "logged"; readonly seq: number; readonly entry: LogEntry }
  /** A message of this device that was accepted: its own entry is not sent to it, so this stands for it. */
  | { readonly is: "accepted"; readonly seq: number; readonly id: Identifier }
  /** The end of a log of which nothing is left. */
  | { readonly is: "emptied"; readonly seq: number };

export const logged = (entry: LogEntry): Arrival => ({ is: "logged", seq: entry.seq, entry });

type Json = Readonly<Record<string, unknown>>;

/** Reads an entry; undefined if it has no place in a log. */
export function readEntry(value: unknown): LogEntry | undefined {
  const json = object(value);
  const seq = json?.["seq"];
  if (json === undefined || !isNumber(seq) || seq < 1) {
    return undefined;
  }
  return json["kind"] === "hidden" ? { is: "hidden", seq } : (made(seq, json) ?? { is: "malformed", seq });
}

function made(seq: number, json: Json): LogEntry | undefined {
  const { time, sender, device, kind } = json;
  if (!isNumber(time) || !isId(sender) || !isId(device) || typeof kind !== "string") {
    return undefined;
  }
  const common = { seq, time, sender, device };
  if (kind === "message") {
    const envelope = object(json["envelope"]);
    const id = envelope?.["id"];
    return envelope !== undefined && isId(id) ? { ...common, is: "message", id, envelope } : undefined;
  }
  return kind === "membership" ? membership(common, json) : { ...common, is: "unknown", kind };
}

function membership(common: Made, json: Json): LogEntry | undefined {
  const change = object(json["membership"]);
  const { signature, after } = json;
  const type = change?.["type"];
  if (change === undefined || typeof type !== "string" || typeof signature !== "string") {
    return undefined;
  }
  if (type === "created" && change["kind"] === "direct") {
    const members = identifiers(change["members"]);
    return members === undefined ? undefined : { ...common, is: "created-direct", members, signature };
  }
  if (type === "created" && change["kind"] !== "group") {
    return { ...common, is: "unknown", kind: String(change["kind"]) };
  }
  const read = readChange(type, change);
  if (read === "unknown") {
    return { ...common, is: "unknown", kind: type };
  }
  return read === undefined || !isNumber(after)
    ? undefined
    : { ...common, is: "changed", after, change: read, signature };
}

function readChange(type: string, json: Json): Change | "unknown" | undefined {
  switch (type) {
    case "created":
    case "added": {
      const members = readMembers(json["members"]);
      return members === undefined ? undefined : { type, members };
    }
    case "removed": {
      const accounts = identifiers(json["accounts"]);
      return accounts === undefined ? undefined : { type, accounts };
    }
    case "left":
      return { type };
    case "role": {
      const { account, role } = json;
      return isId(account) && typeof role === "string" ? { type, account, role } : undefined;
    }
    default:
      return "unknown";
  }
}

/** Reads a list of members; undefined if it is none. */
export function readMembers(value: unknown): NewMember[] | undefined {
  if (!Array.isArray(value)) {
    return undefined;
  }
  const members: NewMember[] = [];
  for (const each of value as readonly unknown[]) {
    const json = object(each);
    const account = json?.["account"];
    const role = json?.["role"];
    if (!isId(account) || typeof role !== "string") {
      return undefined;
    }
    members.push({ account, role });
  }
  return members;
}

function identifiers(value: unknown): Identifier[] | undefined {
  return Array.isArray(value) && (value as readonly unknown[]).every(isId) ? (value as Identifier[]) : undefined;
}

const object = (value: unknown): Json | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isSafeInteger(value);
const isId = (value: unknown): value is Identifier => typeof value === "string" && isIdentifier(value);
