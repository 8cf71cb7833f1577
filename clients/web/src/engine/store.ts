import type { Bytes } from "../wire/bytes.ts";
import type { Identifier } from "../wire/identifiers.ts";
import type { ConversationRow, MessageRow } from "./history/rows.ts";
import type { ChunkRow, MediaState } from "./media/rows.ts";
import type { OutboxRow } from "./outbox/rows.ts";
import type { OwnDevice, PersonRow } from "./people/rows.ts";
import type { Heard } from "./siblings/hearing.ts";

/** What this account knows of itself, and this device of the logs. */
export interface OwnRow {
  /** Of the logs whose entries are applied; absent before the first. */
  readonly logEpoch?: number;
  readonly profileKey?: string;
  readonly profileKeyTime?: number;
  /** When this device last changed the name or picture: whoever is written to is told the key anew, and looks. */
  readonly profileChanged?: number;
  /** The name that this device is to get as soon as the key is known. */
  readonly deviceName?: string;
  /** The device that wrote what waits: another one now means that the former may have got it through. */
  readonly device?: Identifier;
  readonly blocked?: readonly Identifier[];
  /** This account's devices, when this device last asked. */
  readonly devices?: readonly OwnDevice[];
  /** Devices that this account got and that the person has not yet said to be theirs, and when this device heard of them. */
  readonly newDevices?: readonly { readonly device: Identifier; readonly at: number }[];
  /** Devices of this account that were told what they cannot read, or need not be. */
  readonly judged?: readonly Identifier[];
  /** What an older device of this account has told and is not taken yet. */
  readonly heard?: Heard;
  /** Groups that are being created: by group, what was asked for. */
  readonly creating?: Readonly<Record<Identifier, Creating>>;
}

export interface Creating {
  readonly title: string;
  readonly picture?: { readonly type: string; readonly data: string };
  /** For the server, the same at every attempt. */
  readonly request: Readonly<Record<string, unknown>>;
  /** Who is to be added afterwards. */
  readonly others: readonly Identifier[];
}

/** Changes of the store that are made in one step. */
export interface Batch {
  readonly conversations?: readonly ConversationRow[];
  readonly messages?: readonly MessageRow[];
  readonly outbox?: readonly OutboxRow[];
  readonly outboxGone?: readonly Identifier[];
  readonly people?: readonly PersonRow[];
  readonly own?: OwnRow;
  readonly chunks?: readonly ChunkRow[];
  readonly mediaStates?: readonly MediaState[];
  /** Files that are removed, with all that is here of them. */
  readonly mediaGone?: readonly Identifier[];
  /** Lines of a conversation up to a number, included. */
  readonly linesGone?: { readonly conversation: Identifier; readonly upTo: number };
}

/** What the engine and the pages keep. Reading is for every tab, writing for the leader, but for new outbox rows. */
export interface EngineStore {
  conversations(): Promise<readonly ConversationRow[]>;
  conversation(id: Identifier): Promise<ConversationRow | undefined>;
  people(): Promise<readonly PersonRow[]>;
  outbox(): Promise<readonly OutboxRow[]>;
  own(): Promise<OwnRow>;
  /** Lines in order: those after `above` and before `below`, `most` of them, from the end that is asked for. */
  lines(
    conversation: Identifier,
    range: { readonly above?: number; readonly below?: number; readonly most: number; readonly from: "start" | "end" },
  ): Promise<readonly MessageRow[]>;
  line(conversation: Identifier, order: number): Promise<MessageRow | undefined>;
  /** The line of a message. */
  find(conversation: Identifier, device: Identifier, id: Identifier): Promise<MessageRow | undefined>;
  chunk(media: Identifier, index: number): Promise<Bytes | undefined>;
  mediaState(media: Identifier): Promise<MediaState | undefined>;
  /** Files of which there are chunks, and no state. */
  stateless(): Promise<readonly Identifier[]>;
  write(batch: Batch): Promise<void>;
}
