/**
 * Culver in a browser, as the pages see it: what can be read, and what can be done.
 *
 * Reading is live: a {@link Live} tells its current value at once and again whenever it has changed, in this tab or in
 * another. Doing is asynchronous: a method resolves when what it did is stored on this device (and, where it says so,
 * when the server has answered), and rejects with a {@link Failure} that says what to do.
 *
 * Several tabs share one device: one of them, the leader, holds the socket, the outbox and the cursors; the others read
 * the same store and hand what is to be done to the leader. Pages need not know which one they are in.
 */
export interface Culver {
  /** Where this browser stands. Undefined while the store is being opened. */
  readonly standing: Live<Standing>;
  /** How live it is. */
  readonly connection: Live<Connection>;
  readonly account: AccountActions;
  readonly people: PeopleActions;
  readonly conversations: ConversationActions;
  readonly messages: MessageActions;
  readonly groups: GroupActions;
  readonly devices: DeviceActions;
  readonly preferences: PreferenceActions;
}

/** A value that changes. `current` is undefined as long as it has not been read. */
export interface Live<T> {
  current(): T | undefined;
  /** Calls `changed` after each change, never before it returns. Answers how to stop. */
  subscribe(changed: () => void): () => void;
}

/** 22 characters of base64url, as on the wire. */
export type Identifier = string;
/** Milliseconds since 1970. */
export type Time = number;

// Standing

export type Standing =
  /** Nobody has signed in in this browser. */
  | { readonly is: "new" }
  | { readonly is: "signed-in"; readonly account: Identifier; readonly device: Identifier }
  /** The session has ended; keys and history are kept. Sign in again to go on. */
  | { readonly is: "ended"; readonly account: Identifier }
  /** The browser has lost this device's keys, or part of the store: it can only begin anew. */
  | { readonly is: "keys-lost" }
  /** It cannot begin: the settings of this installation do not come (it goes on asking), or the browser stores nothing. */
  | { readonly is: "stuck"; readonly why: "settings" | "storage" };

export type Connection =
  /** Connected and up to date. */
  | { readonly is: "live" }
  | { readonly is: "connecting" }
  /** Connected, and catching up: `done` of `total` conversations, as far as known. */
  | { readonly is: "catching-up"; readonly done: number; readonly total: number }
  /** Not connected; tries again at `retryAt`, which is absent while the browser says that there is no network. */
  | { readonly is: "offline"; readonly retryAt?: Time }
  /** Another program with this device's keys has taken over. */
  | { readonly is: "replaced" };

/** Why something could not be done, in a form that a page turns into words. */
export class Failure extends Error {
  constructor(
    /** A word of the list below: pages have a text for each. */
    readonly reason: FailureReason,
    readonly detail?: string,
    /** When trying again makes sense. */
    readonly retryAt?: Time,
  ) {
    super(detail === undefined ? reason : `${reason}: ${detail}`);
    this.name = "Failure";
  }
}

export type FailureReason =
  | "unreachable" // no answer from the server
  | "signed-out" // there is no session
  | "busy" // asked too often; see retryAt
  | "not-found" // no such account, conversation, member
  | "handle-taken"
  | "malformed" // of a handle, phone number, name, text: detail says which
  | "too-long"
  | "not-allowed" // by one's role
  | "last-owner"
  | "group-full"
  | "no-member" // not a member any more
  | "too-many-devices" // more than 64 recipient devices
  | "changed" // a safety number or membership that is not what it was when shown
  | "sign-in-refused" // the identity token was not accepted
  | "file-too-large"
  | "file-unreadable"
  | "storage-full"
  | "no-worker" // the part of Culver that encrypts files did not start
  | "unexpected";

// People

export interface Person {
  readonly account: Identifier;
  /** What to call them: their profile's name, else `@handle`, else undefined: pages write "Unknown". */
  readonly name?: string;
  readonly handle?: string;
  /** A blob URL of a small square picture. */
  readonly picture?: string;
  readonly self: boolean;
  readonly blocked: boolean;
  readonly verification: "unverified" | "verified" | "changed";
}

export interface SafetyNumber {
  /** Sixty digits. */
  readonly digits: string;
  /** What the QR code holds: compared by {@link PeopleActions.compare}. */
  readonly code: string;
  readonly verification: Person["verification"];
  /**
   * They are verified, and this is not the number that was compared: by one's own devices alone, of which some came or
   * went. Theirs are those that were compared.
   */
  readonly ownChanged: boolean;
}

export interface PeopleActions {
  person(account: Identifier): Live<Person>;
  /** Everybody with whom there is a conversation, by name. */
  readonly known: Live<readonly Person[]>;
  readonly blocked: Live<readonly Person[]>;
  /** Asks the server; undefined if there is nobody. Takes a handle with or without `@`, a phone number (E.164) or an account. */
  find(handleOrNumber: string): Promise<Person | undefined>;
  safetyNumber(account: Identifier): Promise<SafetyNumber>;
  /** Whether a scanned code is the one that this device computes. */
  compare(account: Identifier, code: string): Promise<boolean>;
  setVerified(account: Identifier, digits: string): Promise<void>;
  clearVerified(account: Identifier): Promise<void>;
  block(account: Identifier): Promise<void>;
  unblock(account: Identifier): Promise<void>;
}

// The own account

export interface OwnAccount {
  readonly account: Identifier;
  readonly name?: string;
  readonly handle?: string;
  readonly picture?: string;
}

export interface AccountActions {
  readonly own: Live<OwnAccount>;
  /**
   * Exchanges a Firebase ID token; makes this device's keys first, unless there are some. Answers whether the account is
   * new: then it has no names yet.
   */
  signIn(idToken: string, deviceName: string): Promise<{ readonly newAccount: boolean }>;
  /**
   * Removes this device from the account, and everything from this browser, whether or not the server answers. Answers
   * false if it did not: then the device is still on the list, and should be removed on another one.
   */
  signOut(): Promise<boolean>;
  /** Removes everything from this browser without asking the server. */
  forget(): Promise<void>;
  setProfile(profile: { name?: string; picture?: Blob }): Promise<void>;
  /** Undefined gives the handle up. */
  setHandle(handle: string | undefined): Promise<void>;
  /** Everything that this device can decrypt, as a ZIP archive of JSON and files. */
  export(progress: (share: number) => void, signal: AbortSignal): Promise<Blob>;
  /** Deletes the account on the server, then everything from this browser. */
  deleteAccount(): Promise<void>;
}

export interface Device {
  readonly device: Identifier;
  readonly name?: string;
  readonly current: boolean;
  readonly createdAt: Time;
  readonly lastActiveAt?: Time;
}

export interface DeviceActions {
  readonly list: Live<readonly Device[]>;
  /** Those that came while this one was signed in, until somebody says in any tab that they are theirs. */
  readonly added: Live<readonly Device[]>;
  acknowledge(devices: readonly Identifier[]): Promise<void>;
  refresh(): Promise<void>;
  rename(device: Identifier, name: string): Promise<void>;
  remove(device: Identifier): Promise<void>;
}

// Conversations

export type Role = "owner" | "admin" | "member";

export interface ConversationSummary {
  readonly id: Identifier;
  readonly kind: "direct" | "group";
  /** The other person of a direct conversation (oneself for notes to oneself). */
  readonly with?: Identifier;
  /** Of a group; of a direct conversation, the person's name. */
  readonly title?: string;
  readonly picture?: string;
  /** The newest line that is to be shown in a list. */
  readonly last?: Line;
  /** What the list is ordered by, newest first. */
  readonly activeAt: Time;
  readonly unread: number;
  readonly pinned: boolean;
  readonly archived: boolean;
  /** Until when it is muted; Infinity for always. */
  readonly mutedUntil?: Time;
  readonly draft?: string;
  readonly typing: readonly Identifier[];
  readonly blocked: boolean;
}

export interface Member {
  readonly person: Person;
  readonly role: Role;
  /** Has given no sign of life in this group yet. */
  readonly invited: boolean;
}

export interface ConversationView extends ConversationSummary {
  readonly members: readonly Member[];
  readonly ownRole?: Role;
  /** Whether one can write here, and if not why. */
  readonly writable: true | "left" | "removed" | "blocked" | "too-many-devices" | "unproven";
  /**
   * The other person of a direct conversation has no device any more, as after an account's deletion: nobody can read what
   * is written here, until they come back.
   */
  readonly deserted?: true;
  /** Seconds after which new messages disappear once read. */
  readonly lifetime?: number;
  /** The first unread line, as it was when the conversation was opened: there whenever something was unread. */
  readonly unreadFrom?: string;
}

export interface ConversationActions {
  /** The list: pinned first, then by activity. Archived ones apart. */
  readonly list: Live<readonly ConversationSummary[]>;
  readonly archived: Live<readonly ConversationSummary[]>;
  /** Null if there is no such conversation on this device. */
  view(conversation: Identifier): Live<ConversationView | null>;
  /** The direct conversation with somebody, begun if there is none. */
  openDirect(account: Identifier): Promise<Identifier>;
  /** Somebody looks at it: finds out whether the safety numbers that were compared with its members still hold. */
  look(conversation: Identifier): Promise<void>;
  setPinned(conversation: Identifier, pinned: boolean): Promise<void>;
  setArchived(conversation: Identifier, archived: boolean): Promise<void>;
  setMuted(conversation: Identifier, until: Time | undefined): Promise<void>;
  setDraft(conversation: Identifier, text: string): Promise<void>;
  setLifetime(conversation: Identifier, seconds: number | undefined): Promise<void>;
  /** Removes it from this device; it comes back with the next message. */
  remove(conversation: Identifier): Promise<void>;
}

// Messages

/** One line of a conversation. `key` is stable from the moment it is shown, through sending and reloads. */
export interface Line {
  readonly key: string;
  readonly conversation: Identifier;
  /** When it was written: the server's time, or this device's while it waits. */
  readonly at: Time;
  readonly author: Identifier;
  readonly own: boolean;
  /** Of an own message; absent on others'. */
  readonly state?: DeliveryState;
  /** Why the files of a failed message could not be encrypted, and whether that can be tried again here. */
  readonly unprepared?: { readonly why: UnpreparedReason; readonly again: boolean };
  readonly body: Body;
  readonly edited?: boolean;
  readonly reactions: readonly Reaction[];
  /** What it replies to; without a body where that is not on this device. */
  readonly reply?: { readonly key: string; readonly author: Identifier; readonly body?: Body };
  /** When it disappears, once that is fixed. */
  readonly disappearsAt?: Time;
  readonly lifetime?: number;
}

/** `interrupted`: the page that did it was closed. */
export type UnpreparedReason = "storage-full" | "file-unreadable" | "no-worker" | "interrupted" | "unexpected";

export type DeliveryState = "preparing" | "sending" | "waiting" | "sent" | "delivered" | "read" | "failed";

export type Body =
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "media"; readonly files: readonly Attachment[]; readonly text?: string }
  | { readonly is: "deleted" }
  | { readonly is: "membership"; readonly change: MembershipChange; readonly verified: boolean }
  | { readonly is: "titled"; readonly title: string }
  | { readonly is: "lifetime"; readonly seconds?: number }
  | { readonly is: "new-device" | "removed-device"; readonly account: Identifier }
  /** Something lies here that this device cannot show. */
  | { readonly is: "placeholder"; readonly why: "not-for-this-device" | "unverified" | "newer-version" | "expired" };

export type MembershipChange =
  | { readonly is: "created" }
  | { readonly is: "added"; readonly accounts: readonly Identifier[] }
  | { readonly is: "removed"; readonly accounts: readonly Identifier[] }
  | { readonly is: "left" }
  | { readonly is: "role"; readonly account: Identifier; readonly role: Role };

export interface Reaction {
  readonly emoji: string;
  readonly accounts: readonly Identifier[];
  readonly own: boolean;
}

export interface Attachment {
  /** Stable within its line. */
  readonly key: string;
  readonly type: string;
  readonly name?: string;
  /** Bytes. */
  readonly size: number;
  readonly width?: number;
  readonly height?: number;
  /** Milliseconds, of sound and video. */
  readonly duration?: number;
  readonly voice: boolean;
  /** A blob URL of a small picture, blurred when enlarged. */
  readonly thumbnail?: string;
  /** All of it is on this device, though it may not be on the server yet: it can be shown. */
  readonly local?: boolean;
  readonly transfer: Transfer;
}

export type Transfer =
  | { readonly is: "none" } // not on this device yet
  | { readonly is: "preparing"; readonly share: number } // being encrypted
  | { readonly is: "uploading" | "downloading"; readonly share: number }
  | { readonly is: "waiting" } // tried again by itself
  | { readonly is: "paused" | "failed" } // goes on when somebody says so
  | { readonly is: "gone" }
  | { readonly is: "unprepared" } // its message says why
  | { readonly is: "here" };

/** A stretch of a conversation that grows as one scrolls. */
export interface LineWindow {
  readonly lines: readonly Line[];
  readonly older: boolean;
  readonly newer: boolean;
}

export interface MessageActions {
  /** The lines around a key, or the newest ones. Each call answers a window of its own; `close` lets it go. */
  window(
    conversation: Identifier,
    around?: string,
  ): Live<LineWindow> & {
    loadOlder(): Promise<void>;
    loadNewer(): Promise<void>;
    close(): void;
  };
  /** Stored in the outbox when it resolves. */
  send(conversation: Identifier, draft: Draft): Promise<void>;
  edit(conversation: Identifier, key: string, text: string): Promise<void>;
  /** Takes an own message back for everybody, or hides any on this device alone. */
  remove(conversation: Identifier, key: string, scope: "everyone" | "here"): Promise<void>;
  /** Undefined takes one's reaction back. */
  react(conversation: Identifier, key: string, emoji: string | undefined): Promise<void>;
  retry(conversation: Identifier, key: string): Promise<void>;
  discard(conversation: Identifier, key: string): Promise<void>;
  /** Everything up to this line was shown to the person. */
  markRead(conversation: Identifier, key: string): Promise<void>;
  markUnread(conversation: Identifier): Promise<void>;
  typing(conversation: Identifier): void;
  /** How far an own message got, by person. */
  readers(conversation: Identifier, key: string): Promise<readonly { person: Person; state: DeliveryState }[]>;
  /** Decrypted history of this device, newest first. */
  search(text: string, conversation?: Identifier): Promise<readonly Line[]>;
  /** The whole attachment, downloaded if need be. */
  open(conversation: Identifier, key: string, attachment: string): Promise<Blob>;
  /** Goes on with the upload of one of one's own files. */
  resume(conversation: Identifier, key: string, attachment: string): Promise<void>;
  pause(conversation: Identifier, key: string, attachment: string): Promise<void>;
}

export interface Draft {
  readonly text: string;
  readonly files?: readonly File[];
  readonly voice?: boolean;
  readonly reply?: string;
}

// Groups

export interface GroupActions {
  create(title: string, members: readonly Identifier[], picture?: Blob): Promise<Identifier>;
  setTitle(group: Identifier, title: string, picture?: Blob): Promise<void>;
  add(group: Identifier, accounts: readonly Identifier[], role?: Role): Promise<void>;
  removeMember(group: Identifier, account: Identifier): Promise<void>;
  setRole(group: Identifier, account: Identifier, role: Role): Promise<void>;
  leave(group: Identifier): Promise<void>;
}

// Preferences of this browser

export interface Preferences {
  readonly theme: "system" | "light" | "dark";
  readonly language: "system" | "en" | "de";
  readonly readReceipts: boolean;
  readonly typing: boolean;
  readonly notifications: boolean;
  /** Whether notifications show who wrote what. */
  readonly previews: boolean;
  readonly sounds: boolean;
}

/** Why this browser could not be registered for wake-ups. */
export type PushProblem =
  | "denied" // the person or the browser allows no notifications
  | "network" // Firebase or the push service cannot be reached
  | "push-service" // this browser has no push service, or has it turned off
  | "refused"; // Firebase does not take what the operator has set up

export type Push =
  /** The operator has not set wake-ups up. */
  | { readonly is: "unavailable" }
  /** This browser has none; Safari on phones only where Culver is installed. */
  | { readonly is: "unsupported" }
  /** The browser allows this page no notifications. */
  | { readonly is: "blocked" }
  /** `failed`: why turning it on did not work just now. */
  | { readonly is: "off"; readonly failed?: PushProblem }
  | { readonly is: "on" }
  /** It was on, and the browser has lost its registration: it is to be turned on again. */
  | { readonly is: "interrupted"; readonly failed?: PushProblem };

export interface PreferenceActions {
  readonly current: Live<Preferences>;
  set(change: Partial<Preferences>): Promise<void>;
  /** Whether this browser promised to keep the store. */
  readonly persistent: Live<boolean>;
  /** Whether this browser is woken while no tab is open. */
  readonly push: Live<Push>;
  /**
   * Asks for wake-ups, or for none. Turning them on leaves this page for the one that registers this browser, which
   * returns; {@link push} tells then what came of it.
   */
  setPush(on: boolean): Promise<"off" | "leaving" | "denied" | "unavailable">;
}
