import type { HpkeEnvelope } from "../wire/generated/wire.ts";
import type { Identifier } from "../wire/identifiers.ts";
import type { Clock } from "../transport/clock.ts";
import type { Api } from "../transport/http.ts";
import type { Socket } from "../transport/socket-port.ts";
import type { Bytes } from "../wire/bytes.ts";
import type { Change } from "./membership/changes.ts";

/** Time and chance, so that tests hold both. */
export interface Environment extends Clock {
  /** From 0 to less than 1. */
  random(): number;
}

/** The account and device that are signed in here. */
export interface Self {
  readonly account: Identifier;
  readonly device: Identifier;
}

/** Public keys of a device as they were first listed, base64. They never change. */
export interface ListedDevice {
  readonly device: Identifier;
  readonly signingKey: string;
  readonly sealingKey: string;
}

/** A device to seal to. */
export interface Recipient {
  readonly account: Identifier;
  readonly device: Identifier;
  readonly sealingKey: string;
}

/** An envelope as on the wire. */
export type EnvelopeJson = HpkeEnvelope;

/** What became of opening an envelope. */
export type Opened =
  | { readonly is: "content"; readonly bytes: Bytes }
  | { readonly is: "not-for-this-device" }
  | { readonly is: "unknown-suite" }
  /** Its form, signature or ciphertext is not genuine. */
  | { readonly is: "refused" };

/** What is signed over a change of members: in a direct conversation its creation alone. */
export type SignedChange = Change | { readonly type: "created-direct"; readonly members: readonly Identifier[] };

/** Cryptography with this device's keys. Binary values are base64 as on the wire. */
export interface Cryptography {
  directId(one: Identifier, other: Identifier): Promise<Identifier>;
  groupId(creator: Identifier, nonce: Identifier): Promise<Identifier>;
  signChange(conversation: Identifier, after: number, change: SignedChange): Promise<string>;
  verifyChange(
    signingKey: string,
    conversation: Identifier,
    after: number,
    change: SignedChange,
    signature: string,
  ): Promise<boolean>;
  seal(
    conversation: Identifier,
    id: Identifier,
    content: Bytes,
    recipients: readonly Recipient[],
  ): Promise<EnvelopeJson>;
  open(place: Place, envelope: unknown, signingKey: string): Promise<Opened>;
  openSignal(place: Place, envelope: unknown, signingKey: string): Promise<Opened>;
  /** This device's own public key. */
  signingKey(): string;
  sealProfile(profileKey: string, account: Identifier, content: ProfileContent): Promise<string>;
  /** Undefined if it was made under another key. */
  openProfile(profileKey: string, account: Identifier, blob: string): Promise<ProfileContent | undefined>;
  sealDeviceName(profileKey: string, account: Identifier, device: Identifier, name: string): Promise<string>;
  openDeviceName(
    profileKey: string,
    account: Identifier,
    device: Identifier,
    blob: string,
  ): Promise<string | undefined>;
  /** Sixty digits. */
  safetyNumber(one: SafetyPerson, other: SafetyPerson): Promise<string>;
}

export interface Place {
  readonly conversation: Identifier;
  readonly sender: Identifier;
  readonly device: Identifier;
}

export interface SafetyPerson {
  readonly account: Identifier;
  readonly devices: readonly ListedDevice[];
}

export interface ProfileContent {
  readonly name?: string;
  readonly picture?: { readonly type: string; readonly data: string };
}

/** What the engine asks the server by HTTP. */
export type Server = Api;

/** The live connection, as far as the engine uses it. */
export type Connection = Pick<Socket, "state" | "serverTime" | "receipt" | "signal" | "send">;

/** Whether the server has greeted the connection. */
export const isOpen = (connection: Connection): boolean => connection.state().is === "connected";
