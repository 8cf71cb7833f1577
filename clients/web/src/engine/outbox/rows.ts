import type { Identifier } from "../../wire/identifiers.ts";
import type { Content } from "../history/content.ts";
import type { EnvelopeJson } from "../ports.ts";

/** A message that this device sends. Each tab adds rows; the leader alone changes them. */
export interface OutboxRow {
  readonly id: Identifier;
  readonly conversation: Identifier;
  /** What pages know it by, also when it is in the history. */
  readonly key: string;
  /** Its place in the queue: grows with each message of this browser. */
  readonly place: number;
  readonly content: Content;
  /** By this device's clock. */
  readonly written: number;
  /** The cursor when it was first tried; never changed but as told under `sync-first`. */
  readonly since?: number;
  /** As it is tried; absent before, and after the server refused it for a stale list of devices. */
  readonly envelope?: EnvelopeJson;
  /** Which profile key went into the envelope, for which devices. */
  readonly profileMark?: string;
  /** Another device may have got it through, so that a sync has to come first. */
  readonly unsure?: boolean;
  readonly outcome: Outcome;
  /** Files that have to be uploaded first. */
  readonly uploads?: readonly Identifier[];
}

export type Outcome =
  /** A tab encrypts its files; until that is done nothing else happens to it. */
  | { readonly is: "preparing" }
  /** They could not be encrypted, and nothing of them is here. */
  | { readonly is: "unprepared"; readonly reason: UnpreparedReason }
  | { readonly is: "waiting" }
  | { readonly is: "accepted"; readonly seq: number; readonly time: number }
  | { readonly is: "failed"; readonly reason: FailedReason };

/** Why a message is not sent: a word that pages have a text for. */
export type FailedReason = "not-allowed" | "no-member" | "too-many-devices" | "changed" | "unexpected" | "too-long";

/** Why the files of a message are not encrypted: a word that pages have a text for. */
export type UnpreparedReason =
  | "storage-full"
  | "file-unreadable"
  | "no-worker"
  /** The tab that encrypted them was closed. */
  | "interrupted"
  | "unexpected";

export const isWaiting = (row: OutboxRow): boolean => row.outcome.is === "waiting";

/** To be sealed anew. */
export function unsealed(row: OutboxRow): OutboxRow {
  const { envelope: _envelope, profileMark: _mark, ...rest } = row;
  return rest;
}

/** To be sent with another `since`: allowed after a full sync, which would have found it. */
export function withoutSince(row: OutboxRow): OutboxRow {
  const { since: _since, unsure: _unsure, ...rest } = row;
  return { ...rest, outcome: { is: "waiting" } };
}
