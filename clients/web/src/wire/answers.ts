import type {
  Account,
  AccountId,
  BlockPage,
  Changed,
  Conversation,
  ConversationPage,
  Directory,
  FoundAccount,
  Members,
  OwnAccount,
  OwnDevices,
  Receipts,
  Session,
  Tokens,
} from "./generated/wire.ts";
import {
  asIdentifier,
  asObject,
  base64,
  boolean,
  bytes,
  identifier,
  integer,
  list,
  Malformed,
  optional,
  string,
  type Json,
} from "./json.ts";
import { readProblem, type Problem } from "./problems.ts";

// Readers of answers: each takes what it knows and ignores the rest, since a newer server may say more. What is missing
// or of another form throws Malformed. Kinds and roles stay as they were sent: they may be newer than this client.

/** Messages that are in the log, and why the next one is not, if there is one. */
export interface Accepted {
  readonly accepted: readonly { readonly id: string; readonly seq: number; readonly time: number }[];
  readonly stopped?: Problem;
}

/** A page of logs. Entries are not read yet: what is wrong with one must not keep the others from arriving. */
export interface Page {
  readonly logEpoch: number;
  /** The server's time, in milliseconds. */
  readonly time: number;
  readonly conversations: readonly {
    readonly conversation: string;
    readonly entries: readonly unknown[];
    readonly more: boolean;
    readonly tail: number;
    readonly receipts: Receipts["receipts"];
  }[];
}

/** Where to put the chunks of a file. `expiresAt` in milliseconds of the server's time. */
export interface Uploads {
  readonly uploads: readonly {
    readonly index: number;
    readonly url: string;
    /** Which the PUT has to carry as they are. */
    readonly headers: Readonly<Record<string, string>>;
    readonly expiresAt: number;
  }[];
}

/** Where to get the chunks of a file from. */
export interface Downloads {
  readonly downloads: readonly { readonly index: number; readonly url: string; readonly expiresAt: number }[];
}

const PUBLIC_KEY_BYTES = 65;

export const readTokens = (json: Json): Tokens => ({
  accessToken: string(json, "accessToken"),
  accessTokenExpiresAt: integer(json, "accessTokenExpiresAt"),
  refreshToken: string(json, "refreshToken"),
  refreshTokenExpiresAt: integer(json, "refreshTokenExpiresAt"),
});

export const readSession = (json: Json): Session => ({
  account: identifier(json, "account"),
  device: identifier(json, "device"),
  newAccount: boolean(json, "newAccount"),
  newDevice: boolean(json, "newDevice"),
  ...readTokens(json),
});

export const readAccount = (json: Json): Account => ({
  account: identifier(json, "account"),
  ...optional(json, "handle", string),
  ...optional(json, "profile", base64),
});

export const readOwnAccount = (json: Json): OwnAccount => ({
  ...readAccount(json),
  createdAt: integer(json, "createdAt"),
});

export const readFoundAccount = (json: Json): FoundAccount => ({ account: identifier(json, "account") });

export const readOwnDevices = (json: Json): OwnDevices => ({
  devices: list(json, "devices", (item) => {
    const device = asObject(item);
    return { ...listedDevice(device), current: boolean(device, "current"), ...optional(device, "name", base64) };
  }),
});

export const readDirectory = (json: Json): Directory => ({
  accounts: list(json, "accounts", (item) => {
    const account = asObject(item);
    const devices = list(account, "devices", (device) => listedDevice(asObject(device)));
    if (new Set(devices.map(({ device }) => device)).size !== devices.length) {
      throw new Malformed("a device is listed twice");
    }
    return { account: identifier(account, "account"), devices };
  }),
});

export const readConversation = (json: Json): Conversation => ({
  conversation: identifier(json, "conversation"),
  kind: string(json, "kind") as Conversation["kind"],
  members: list(json, "members", (item) => member(asObject(item))),
  change: integer(json, "change"),
  createdAt: integer(json, "createdAt"),
  ...optional(json, "lastActivityAt", integer),
});

export const readConversationPage = (json: Json): ConversationPage => ({
  conversations: list(json, "conversations", (item) => readConversation(asObject(item))),
  ...optional(json, "ids", (all, name) => list(all, name, (item) => asIdentifier(item))),
  ...optional(json, "next", string),
});

export const readMembers = (json: Json): Members => ({
  members: list(json, "members", (item) => {
    const read = asObject(item);
    return { ...member(read), joined: integer(read, "joined") };
  }),
  change: integer(json, "change"),
});

export const readChanged = (json: Json): Changed => ({
  seq: integer(json, "seq"),
  ...optional(json, "conversation", (whole, name) => readConversation(asObject(whole[name], name))),
});

export const readBlockPage = (json: Json): BlockPage => ({
  blocks: list(json, "blocks", (item) => {
    const block = asObject(item);
    return { account: identifier(block, "account"), since: integer(block, "since") };
  }),
  ...optional(json, "next", string),
});

export const readReceipts = (json: Json): Receipts => ({
  receipts: list(json, "receipts", (item) => {
    const receipt = asObject(item);
    return {
      account: identifier(receipt, "account"),
      delivered: integer(receipt, "delivered"),
      read: integer(receipt, "read"),
    };
  }),
});

export const readAccepted = (json: Json): Accepted => ({
  accepted: list(json, "accepted", (item) => {
    const message = asObject(item);
    return { id: identifier(message, "id"), seq: integer(message, "seq"), time: integer(message, "time") };
  }),
  ...optional(json, "stopped", (whole, name) => readProblem(whole[name])),
});

export const readPage = (json: Json): Page => ({
  logEpoch: integer(json, "logEpoch"),
  time: integer(json, "time"),
  conversations: list(json, "conversations", (item) => {
    const log = asObject(item);
    return {
      conversation: identifier(log, "conversation"),
      entries: list(log, "entries", (entry) => entry),
      more: boolean(log, "more"),
      tail: integer(log, "tail"),
      ...readReceipts(log),
    };
  }),
});

export const readUploads = (json: Json): Uploads => ({
  uploads: list(json, "uploads", (item) => {
    const upload = asObject(item);
    const headers = asObject(upload["headers"], "headers");
    const written = Object.keys(headers).map((name): [string, string] => [name, string(headers, name)]);
    return { ...chunkAddress(upload), headers: Object.fromEntries(written) };
  }),
});

export const readDownloads = (json: Json): Downloads => ({
  downloads: list(json, "downloads", (item) => chunkAddress(asObject(item))),
});

const chunkAddress = (json: Json) => ({
  index: integer(json, "index"),
  url: string(json, "url"),
  expiresAt: integer(json, "expiresAt"),
});

const member = (
  json: Json,
): { readonly account: AccountId; readonly role: Conversation["members"][number]["role"] } => ({
  account: identifier(json, "account"),
  role: string(json, "role") as Conversation["members"][number]["role"],
});

const listedDevice = (json: Json) => ({
  device: identifier(json, "device"),
  signingKey: publicKey(json, "signingKey"),
  sealingKey: publicKey(json, "sealingKey"),
  addedAt: integer(json, "addedAt"),
});

/** The form of a public key; whether it is a point of the curve is seen when it is imported. */
function publicKey(json: Json, name: string): string {
  const key = bytes(json, name);
  if (key.length !== PUBLIC_KEY_BYTES || key[0] !== 4) {
    throw new Malformed(`"${name}" is not a public key`);
  }
  return base64(json, name);
}
