import type { Identifier } from "../../wire/identifiers.ts";
import type { Change } from "../membership/changes.ts";
import type { Standing } from "../membership/standing.ts";
import type { Content, Picture, Reference } from "./content.ts";

/** How far an account has come in a conversation, by numbers of the log. */
export interface Receipt {
  readonly delivered: number;
  readonly read: number;
}

/** What lies in a line: a message's content, or what this device says itself. */
export type RowContent =
  | Content
  | { readonly is: "membership"; readonly change: Change; readonly verified: boolean }
  | { readonly is: "new-device" | "removed-device" }
  | {
      readonly is: "placeholder";
      readonly why: "not-for-this-device" | "unverified" | "newer-version" | "expired";
    }
  /** Its author has taken it back. */
  | { readonly is: "deleted" }
  /** Nothing is shown of it: it is kept so that it is known when it comes again. */
  | { readonly is: "gone" };

/** A place in the logs: their epoch, and the number in it. */
export type Rank = readonly [epoch: number, seq: number];

/** How far an own message got at least, whatever receipts say. */
export type Reached = "sent" | "delivered" | "read";

/** What reactions and edits made of a message, and which of them count. */
export interface Changes {
  /** The edit that its text is of. */
  readonly edit?: Rank;
  readonly reactions?: Readonly<Record<Identifier, { readonly rank: Rank; readonly emoji?: string }>>;
}

/** A stored line of a conversation. */
export interface MessageRow {
  readonly conversation: Identifier;
  /** Its number on this device, from 1. */
  readonly order: number;
  /** What pages know it by; see {@link keyOf}. */
  readonly key: string;
  /** Of the log when `seq` was given. */
  readonly epoch: number;
  readonly seq?: number;
  readonly id?: Identifier;
  readonly device?: Identifier;
  readonly author: Identifier;
  readonly time: number;
  readonly content: RowContent;
  readonly reached?: Reached;
  readonly changes?: Changes;
  /** The person removed it here. */
  readonly hidden?: boolean;
  /** When this device deletes it. */
  readonly disappearsAt?: number;
}

/** What is known of a conversation. One row, which the leader alone writes. */
export interface ConversationRow {
  readonly id: Identifier;
  readonly kind: "direct" | "group";
  readonly createdAt: number;
  /** Of a direct conversation: verified by its id. */
  readonly members: readonly Identifier[];
  /** Of a group. */
  readonly standing?: Standing;
  /** Everything up to this number of the log is applied; 0 for nothing. */
  readonly cursor: number;
  /** The number of the newest line. */
  readonly order: number;
  /** The newest of others' messages that are applied, by its number in the log; 0 for none. */
  readonly delivered: number;
  /** Everything up to here is read: as a number of the log, and of a line. */
  readonly read: number;
  readonly readOrder: number;
  readonly unread: number;
  readonly receipts: Readonly<Record<Identifier, Receipt>>;
  readonly title?: { readonly title: string; readonly picture?: Picture };
  /** The entry that said so. */
  readonly titled?: Rank;
  readonly lifetime?: number;
  /** The entry that said so, also that there is none; absent if none has. */
  readonly limited?: Rank;
  /** References whose target is not here, by the order of the line that holds them. */
  readonly pending: readonly { readonly to: Reference; readonly order: number }[];
  /** Lines that this device deletes, and when. */
  readonly disappearing: readonly { readonly order: number; readonly at: number }[];
  /** Which profile key was told to which devices. */
  readonly profileMark?: string;
  /** The newest line that a list shows. */
  readonly last?: MessageRow;
  readonly activeAt: number;
  readonly pinned: boolean;
  readonly archived: boolean;
  readonly mutedUntil?: number;
  readonly draft?: string;
  readonly markedUnread?: boolean;
  /** The person removed it: it comes back with the next line. */
  readonly removed?: boolean;
  /** What is not newer, by the server's time, was removed by the person. */
  readonly removedUntil?: number;
  /** Why nothing can be sent to it: the server names other members than those that are proven. */
  readonly distrusted?: boolean;
  /** Whether the conversation has a line of a message. */
  readonly written: boolean;
  /** The epoch of the logs when its first entry was applied. */
  readonly firstEpoch?: number;
}

/** The key of a message: by its device and id; of any other line by its number. */
export const keyOf = (row: {
  readonly device?: Identifier;
  readonly id?: Identifier;
  readonly order: number;
}): string => (row.device !== undefined && row.id !== undefined ? `${row.device}.${row.id}` : `~${row.order}`);

/** Whether it is the conversation of an account with itself. */
export const isNotes = (row: Pick<ConversationRow, "kind" | "members">): boolean =>
  row.kind === "direct" && row.members.length === 1;

/** Whether a content is a message that a person wrote. */
export const isMessage = (content: RowContent): boolean => content.is === "text" || content.is === "media";
