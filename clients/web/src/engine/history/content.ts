import type { Identifier } from "../../wire/identifiers.ts";
import type { NewMember } from "../membership/changes.ts";

/** Names a message for good: by the device that sent it and its id. */
export interface Reference {
  readonly device: Identifier;
  readonly id: Identifier;
}

/** A small picture; `data` is base64. */
export interface Picture {
  readonly type: string;
  readonly data: string;
}

/** A file of a message, as its sender describes it. */
export interface SentFile {
  readonly media: Identifier;
  /** 32 bytes, base64. */
  readonly key: string;
  /** Bytes of the plaintext. */
  readonly size: number;
  /** Bytes of plaintext in each chunk but the last. */
  readonly chunk: number;
  readonly type: string;
  readonly name?: string;
  readonly width?: number;
  readonly height?: number;
  /** Milliseconds. */
  readonly duration?: number;
  readonly voice?: boolean;
  readonly thumbnail?: Picture;
}

/** The members of a group after a change, as the sender of a title knows them. */
export interface Told {
  readonly change: number;
  readonly members: readonly NewMember[];
}

/** What a message says (contract/schemas/content.json). `lifetime` and `seconds` count seconds. */
export type Content =
  | { readonly is: "text"; readonly text: string; readonly reply?: Reference; readonly lifetime?: number }
  | {
      readonly is: "media";
      readonly files: readonly SentFile[];
      readonly text?: string;
      readonly reply?: Reference;
      readonly lifetime?: number;
    }
  | { readonly is: "reaction"; readonly to: Reference; readonly emoji?: string }
  | { readonly is: "edit"; readonly to: Reference; readonly text: string }
  | { readonly is: "delete"; readonly to: Reference }
  | { readonly is: "lifetime"; readonly seconds?: number }
  /** Nothing but the sender's profile key, which goes along with it. */
  | { readonly is: "profile" }
  | { readonly is: "group"; readonly title: string; readonly picture?: Picture }
  | Known;

/** What a device tells newer ones of its account, because they cannot read it any more. */
export interface Known {
  readonly is: "known";
  /** The profile keys of other accounts. */
  readonly people?: readonly KnownPerson[];
  readonly conversations?: readonly KnownConversation[];
}

export interface KnownPerson {
  readonly account: Identifier;
  /** 32 bytes, base64. */
  readonly profileKey: string;
}

/** What holds in a conversation. `seq`: the entry that said so, 0 for one of an earlier epoch of the logs. */
export interface KnownConversation {
  readonly conversation: Identifier;
  readonly group?: { readonly title: string; readonly picture?: Picture; readonly seq: number };
  readonly lifetime?: { readonly seconds?: number; readonly seq: number };
}

/** Whether a content is for clients alone: it has no line, and nobody hears of it. */
export const isSilent = ({ is }: { readonly is: string }): boolean => is === "profile" || is === "known";

/** A content as it lies in an envelope: with what goes along with it. */
export interface Sealed {
  readonly content: Content;
  /** Of the sender, 32 bytes, base64. */
  readonly profileKey?: string;
  readonly told?: Told;
}

/** Whether a content changes another message instead of being one. */
export const isReference = (
  content: Content,
): content is Extract<Content, { readonly is: "reaction" | "edit" | "delete" }> =>
  content.is === "reaction" || content.is === "edit" || content.is === "delete";
