import {
  readAccepted,
  readAccount,
  readBlockPage,
  readChanged,
  readConversation,
  readConversationPage,
  readDirectory,
  readDownloads,
  readFoundAccount,
  readMembers,
  readOwnAccount,
  readOwnDevices,
  readPage,
  readReceipts,
  readUploads,
  type Accepted,
  type Downloads,
  type Page,
  type Uploads,
} from "../wire/answers.ts";
import { Refused, SignedOut, Unreachable } from "../wire/failures.ts";
import type {
  Account,
  AccountId,
  BlockPage,
  Changed,
  ChangeRequest,
  Conversation,
  ConversationId,
  ConversationPage,
  ConversationRequest,
  DeviceId,
  Directory,
  FoundAccount,
  GroupRequest,
  Identifier,
  Members,
  OwnAccount,
  OwnDevices,
  PushTokenRequest,
  Receipts,
  SendRequest,
  SyncRequest,
} from "../wire/generated/wire.ts";
import { Malformed, type Json } from "../wire/json.ts";
import type { Clock } from "./clock.ts";
import type { Call, Exchange } from "./exchange.ts";
import { retry, waitAfter, type Patience } from "./retry.ts";

/** Where access tokens come from. */
export interface Tokens {
  /** One that lasts. Rejects with SignedOut if there is no session, or as a call does. */
  access(): Promise<string>;
  /** Another one, because this one was refused. */
  accessInsteadOf(refused: string): Promise<string>;
  /** The server says that the session of this token is over. */
  ended(token: string): Promise<void>;
}

/** One page of a list: `after` is the `next` of the page before. */
export interface Paging extends Patience {
  readonly limit?: number;
  readonly after?: string;
}

/** `only`: the identifiers alone, as `ids` of the page, if the server knows how to tell them. */
export interface Listing extends Paging {
  readonly only?: "ids";
}

/**
 * The operations of contract/openapi.yaml in the name of who is signed in. They are tried again as long as the caller's
 * patience lasts, which is safe for all of them. They reject with Refused (the problem tells why), Unreachable, or
 * SignedOut.
 */
export interface Api {
  signOut(how?: Patience): Promise<void>;
  getOwnAccount(how?: Patience): Promise<OwnAccount>;
  /** `profile`: base64 of what `sealProfile` makes. */
  setProfile(profile: string, how?: Patience): Promise<void>;
  setHandle(handle: string, how?: Patience): Promise<void>;
  removeHandle(how?: Patience): Promise<void>;
  getAccount(account: AccountId, how?: Patience): Promise<Account>;
  findByHandle(handle: string, how?: Patience): Promise<FoundAccount>;
  /** E.164. */
  findByPhoneNumber(phoneNumber: string, how?: Patience): Promise<FoundAccount>;
  listDevices(how?: Patience): Promise<OwnDevices>;
  /** Succeeds also if it is gone already. */
  removeDevice(device: DeviceId, how?: Patience): Promise<void>;
  /** `name`: base64 of what `sealDeviceName` makes. */
  renameDevice(device: DeviceId, name: string, how?: Patience): Promise<void>;
  setPushToken(request: PushTokenRequest, how?: Patience): Promise<void>;
  removePushToken(how?: Patience): Promise<void>;
  /** At most 100 accounts. */
  lookUpDirectory(accounts: readonly AccountId[], how?: Patience): Promise<Directory>;
  openConversation(request: ConversationRequest, how?: Patience): Promise<Conversation>;
  listConversations(listing?: Listing): Promise<ConversationPage>;
  getConversation(conversation: ConversationId, how?: Patience): Promise<Conversation>;
  listMembers(conversation: ConversationId, how?: Patience): Promise<Members>;
  changeMembers(conversation: ConversationId, request: ChangeRequest, how?: Patience): Promise<Changed>;
  listReceipts(conversation: ConversationId, how?: Patience): Promise<Receipts>;
  createGroup(request: GroupRequest, how?: Patience): Promise<Conversation>;
  listBlocks(paging?: Paging): Promise<BlockPage>;
  blockAccount(account: AccountId, how?: Patience): Promise<void>;
  /** Succeeds also if there is no block. */
  unblockAccount(account: AccountId, how?: Patience): Promise<void>;
  send(request: SendRequest, how?: Patience): Promise<Accepted>;
  sync(request: SyncRequest, how?: Patience): Promise<Page>;
  /** Addresses to put up to 25 chunks to, each once. */
  prepareUpload(
    conversation: ConversationId,
    media: Identifier,
    chunks: readonly UploadChunk[],
    how?: Patience,
  ): Promise<Uploads>;
  /**
   * Removes the account and all that the server has of it. Rejects with a `still-member` that names groups to be left first.
   */
  deleteAccount(how?: Patience): Promise<void>;
  /** Addresses to get up to 25 consecutive chunks from. */
  prepareDownload(
    conversation: ConversationId,
    media: Identifier,
    from: number,
    count: number,
    how?: Patience,
  ): Promise<Downloads>;
}

/** An encrypted chunk that is to be put: its bytes, and their SHA-256 in base64. */
export interface UploadChunk {
  readonly index: number;
  readonly length: number;
  readonly sha256: string;
}

/** Makes the operations. `random` answers numbers from 0 up to 1. */
export function api(exchange: Exchange, tokens: Tokens, clock: Clock, random: () => number): Api {
  const authorised = withToken(exchange, tokens);
  function call<T>(read: (json: Json) => T, method: Call["method"], path: string, how: Patience = {}, body?: unknown) {
    const { signal } = how;
    const request = { method, path, ...(body === undefined ? {} : { body }), ...(signal ? { signal } : {}) };
    const attempt = async (timeOut: number) => readAnswer(await authorised({ ...request, timeOut }), read);
    return retry(clock, random, attempt, how);
  }
  const get = <T>(path: string, read: (json: Json) => T, how?: Patience) => call(read, "GET", path, how);
  const post = <T>(path: string, body: unknown, read: (json: Json) => T, how?: Patience) =>
    call(read, "POST", path, how, body);
  const put = (path: string, body: unknown, how?: Patience) => call(nothing, "PUT", path, how, body);
  const del = (path: string, how?: Patience) => call(nothing, "DELETE", path, how);

  /** That there is no session any more is success, once an attempt before may have got through. */
  async function deleteAccount(how: Patience = {}): Promise<void> {
    let unsure = false;
    const attempt = async (timeOut: number): Promise<void> => {
      const { signal } = how;
      try {
        await authorised({ method: "DELETE", path: "/v1/account", timeOut, ...(signal ? { signal } : {}) });
      } catch (failure) {
        if (unsure && (failure instanceof SignedOut || isRefused(failure, "refresh-refused"))) {
          return;
        }
        unsure ||= waitAfter(failure) !== undefined;
        throw failure;
      }
    };
    await retry(clock, random, attempt, how);
  }

  return {
    signOut: (how) => done("session-ended", del("/v1/sessions/current", how)),
    getOwnAccount: (how) => get("/v1/account", readOwnAccount, how),
    setProfile: (profile, how) => put("/v1/account/profile", { profile }, how),
    setHandle: (handle, how) => put("/v1/account/handle", { handle }, how),
    removeHandle: (how) => del("/v1/account/handle", how),
    getAccount: (account, how) => get(`/v1/accounts/${part(account)}`, readAccount, how),
    findByHandle: (handle, how) => get(`/v1/handles/${part(handle)}`, readFoundAccount, how),
    findByPhoneNumber: (phoneNumber, how) => post("/v1/phone-numbers/lookup", { phoneNumber }, readFoundAccount, how),
    listDevices: (how) => get("/v1/devices", readOwnDevices, how),
    removeDevice: (device, how) => done("not-found", del(`/v1/devices/${part(device)}`, how)),
    renameDevice: (device, name, how) => put(`/v1/devices/${part(device)}/name`, { name }, how),
    setPushToken: (request, how) => put("/v1/devices/current/push-token", request, how),
    removePushToken: (how) => del("/v1/devices/current/push-token", how),
    lookUpDirectory: (accounts, how) => post("/v1/directory", { accounts }, readDirectory, how),
    openConversation: (request, how) => post("/v1/conversations", request, readConversation, how),
    listConversations: (listing) => get(`/v1/conversations${query(listing)}`, readConversationPage, listing),
    getConversation: (id, how) => get(`/v1/conversations/${part(id)}`, readConversation, how),
    listMembers: (id, how) => get(`/v1/conversations/${part(id)}/members`, readMembers, how),
    changeMembers: (id, request, how) => post(`/v1/conversations/${part(id)}/changes`, request, readChanged, how),
    listReceipts: (id, how) => get(`/v1/conversations/${part(id)}/receipts`, readReceipts, how),
    createGroup: (request, how) => post("/v1/groups", request, readConversation, how),
    listBlocks: (paging) => get(`/v1/blocks${query(paging)}`, readBlockPage, paging),
    blockAccount: (account, how) => call(nothing, "PUT", `/v1/blocks/${part(account)}`, how),
    unblockAccount: (account, how) => done("not-found", del(`/v1/blocks/${part(account)}`, how)),
    send: (request, how) => post("/v1/messages", request, readAccepted, how),
    sync: (request, how) => post("/v1/sync", request, readPage, how),
    deleteAccount,
    prepareUpload: (id, media, chunks, how) =>
      post(`/v1/conversations/${part(id)}/media/${part(media)}/uploads`, { chunks }, readUploads, how),
    prepareDownload: (id, media, from, count, how) =>
      post(`/v1/conversations/${part(id)}/media/${part(media)}/downloads`, { from, count }, readDownloads, how),
  };
}

/** Calls with a token; with another one, once, if it is refused. */
function withToken(exchange: Exchange, tokens: Tokens): (call: Call) => Promise<Json> {
  return async (call) => {
    const token = await tokens.access();
    try {
      return await exchange({ ...call, token });
    } catch (failure) {
      if (!isRefused(failure, "unauthenticated")) {
        throw await overOr(failure, token);
      }
    }
    const other = await tokens.accessInsteadOf(token);
    try {
      return await exchange({ ...call, token: other });
    } catch (failure) {
      throw await overOr(failure, other);
    }
  };

  async function overOr(failure: unknown, token: string): Promise<unknown> {
    if (!isRefused(failure, "session-ended")) {
      return failure;
    }
    await tokens.ended(token);
    return new SignedOut("the session has ended");
  }
}

function readAnswer<T>(answer: Json, read: (json: Json) => T): T {
  try {
    return read(answer);
  } catch (failed) {
    throw failed instanceof Malformed
      ? new Unreachable(`the answer makes no sense: ${failed.message}`, { cause: failed })
      : failed;
  }
}

/** What was to be gone is gone: a refusal for that reason is success. */
async function done(refusal: "not-found" | "session-ended", call: Promise<void>): Promise<void> {
  try {
    await call;
  } catch (failure) {
    if (!isRefused(failure, refusal) && !(refusal === "session-ended" && failure instanceof SignedOut)) {
      throw failure;
    }
  }
}

const isRefused = (failure: unknown, is: string): boolean => failure instanceof Refused && failure.problem.is === is;
const nothing = (): void => undefined;
const part = encodeURIComponent;

function query({ limit, only, after }: Listing = {}): string {
  const parameters = new URLSearchParams();
  if (limit !== undefined) {
    parameters.set("limit", String(limit));
  }
  if (only !== undefined) {
    parameters.set("only", only);
  }
  if (after !== undefined) {
    parameters.set("after", after);
  }
  return parameters.size === 0 ? "" : `?${parameters.toString()}`;
}
