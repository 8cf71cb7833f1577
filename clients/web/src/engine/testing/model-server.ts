import type { Accepted, Page } from "../../wire/answers.ts";
import { Refused } from "../../wire/failures.ts";
import type { Listing } from "../../transport/http.ts";
import type { ServerEvent } from "../../wire/events.ts";
import type { Problem } from "../../wire/problems.ts";
import type { Conversation, ConversationPage, HpkeEnvelope, SyncRequest } from "../../wire/generated/wire.ts";
import { textOrder, type Identifier } from "../../wire/identifiers.ts";
import type { Change, NewMember } from "../membership/changes.ts";
import { apply, begin, type Roles } from "../membership/rules.ts";
import type { Environment, Self } from "../ports.ts";
import { named, sealingKeyOf, signingKeyOf } from "./cryptography.ts";

export interface ModelEntry {
  readonly seq: number;
  readonly time: number;
  readonly kind: string;
  readonly sender: Identifier;
  readonly device: Identifier;
  readonly envelope?: HpkeEnvelope;
  readonly membership?: unknown;
  readonly after?: number;
  readonly signature?: string;
}

interface Log {
  readonly id: Identifier;
  readonly kind: "direct" | "group";
  readonly createdAt: number;
  roles: Roles;
  change: number;
  entries: ModelEntry[];
  /** How much each account may see. */
  readonly spans: Map<Identifier, { from: number; to: number }[]>;
  readonly receipts: Map<Identifier, { delivered: number; read: number }>;
}

/** Milliseconds by which a log that is read at half the price may lag. */
const LAG = 1_000;

const problem = (is: string, status: number, more: object = {}): Refused =>
  new Refused({ is, status, detail: is, requestId: "", ...more } as unknown as Problem);
export const notFound = (pointer?: string): Refused =>
  problem("not-found", 404, pointer === undefined ? {} : { pointer });

/** A server of one world: what the contract says of logs, members, devices and receipts, in memory. */
export class ModelServer {
  readonly logs = new Map<Identifier, Log>();
  readonly devices = new Map<
    Identifier,
    { readonly device: Identifier; readonly addedAt: number; removed: boolean }[]
  >();
  readonly profiles = new Map<Identifier, string>();
  readonly handles = new Map<Identifier, string>();
  readonly blocks = new Map<Identifier, Set<Identifier>>();
  readonly live = new Map<Identifier, (event: ServerEvent) => void>();
  logEpoch = 1;
  /** Knows nothing of what a look at quiet conversations may leave out. */
  older = false;
  /** Whether each message is stored twice, as if the second attempt had not found the first. */
  overlooks = false;
  /** So many entries may lie after `since`. */
  lookUp = 256;

  constructor(private readonly clock: Environment) {}

  join(account: Identifier, device: Identifier): void {
    const known = this.devices.get(account) ?? [];
    this.devices.set(account, [...known, { device, addedAt: this.clock.now(), removed: false }]);
    this.tellAccount(account, { is: "devices", account }, device);
  }

  removeDevice(account: Identifier, device: Identifier): void {
    this.devices.get(account)?.forEach((each) => (each.removed ||= each.device === device));
    this.live.delete(device);
  }

  current(account: Identifier): Identifier[] {
    return (this.devices.get(account) ?? []).filter((each) => !each.removed).map((each) => each.device);
  }

  listed(account: Identifier) {
    const current = (this.devices.get(account) ?? []).filter(({ removed }) => !removed);
    return current.map(({ device, addedAt }) => ({
      device,
      signingKey: signingKeyOf(device),
      sealingKey: sealingKeyOf(device),
      addedAt,
    }));
  }

  log(self: Self, id: Identifier): Log {
    const log = this.logs.get(id);
    if (log?.roles.has(self.account) !== true) {
      throw notFound();
    }
    return log;
  }

  describe(log: Log): Conversation {
    return {
      conversation: log.id,
      kind: log.kind,
      members: [...log.roles].map(([account, role]) => ({ account, role })) as Conversation["members"],
      change: log.change,
      createdAt: log.createdAt,
    };
  }

  /** Pages of three: shorter than asked for, as they may be. */
  list(self: Self, { only, after = "0" }: Listing = {}): ConversationPage {
    const alone = only === "ids" && !this.older;
    const mine = [...this.logs.values()].filter((log) => log.roles.has(self.account));
    const end = Number(after) + 3;
    const page = mine.slice(Number(after), end);
    return {
      conversations: alone ? [] : page.map((log) => this.describe(log)),
      ...(alone ? { ids: page.map((log) => log.id) } : {}),
      ...(end < mine.length ? { next: String(end) } : {}),
    };
  }

  openDirect(self: Self, member: Identifier, signature: string): Conversation {
    if (!this.devices.has(member)) {
      throw notFound();
    }
    const members = [...new Set([self.account, member])].sort(textOrder);
    const id = named(["direct", ...[self.account, member].sort(textOrder)].join(" "));
    const log =
      this.logs.get(id) ??
      this.begin(self, id, "direct", new Map(members.map((each) => [each, "member"])), signature, {
        type: "created",
        kind: "direct",
        members,
      });
    return this.describe(log);
  }

  createGroup(self: Self, nonce: Identifier, members: readonly NewMember[], signature: string): Conversation {
    const id = named(`group ${self.account} ${nonce}`);
    const membership = { type: "created", kind: "group", members };
    const log = this.logs.get(id) ?? this.begin(self, id, "group", begin(self.account, members), signature, membership);
    return this.describe(log);
  }

  private begin(
    self: Self,
    id: Identifier,
    kind: Log["kind"],
    roles: Roles,
    signature: string,
    membership: unknown,
  ): Log {
    const log: Log = {
      id,
      kind,
      createdAt: this.clock.now(),
      roles,
      change: 1,
      entries: [],
      spans: new Map([...roles.keys()].map((account) => [account, [{ from: 1, to: Infinity }]])),
      receipts: new Map(),
    };
    this.logs.set(id, log);
    this.append(log, self, { kind: "membership", membership, after: 0, signature });
    return log;
  }

  changeMembers(self: Self, id: Identifier, after: number, change: Change, signature: string): number {
    const log = this.log(self, id);
    const known = log.entries.find((entry) => entry.signature === signature);
    if (known !== undefined) {
      return known.seq;
    }
    if (after !== log.change) {
      throw problem("membership-changed", 409, { change: log.change });
    }
    const before = log.roles;
    try {
      log.roles = apply(before, self.account, change);
    } catch {
      throw problem("not-allowed", 403);
    }
    const seq = (log.entries.at(-1)?.seq ?? 0) + 1;
    for (const account of new Set([...before.keys(), ...log.roles.keys()])) {
      const spans = log.spans.get(account) ?? [];
      log.spans.set(account, spans);
      const last = spans.at(-1);
      if (!before.has(account)) {
        spans.push({ from: seq, to: Infinity });
      } else if (!log.roles.has(account) && last !== undefined) {
        last.to = seq;
      }
    }
    log.change = seq;
    this.append(log, self, { kind: "membership", membership: change, after, signature }, [...before.keys()]);
    return seq;
  }

  private append(
    log: Log,
    self: Self,
    entry: Omit<ModelEntry, "seq" | "time" | "sender" | "device">,
    also: readonly Identifier[] = [],
  ): ModelEntry {
    const seq = (log.entries.at(-1)?.seq ?? 0) + 1;
    const made: ModelEntry = { ...entry, seq, time: this.clock.now(), sender: self.account, device: self.device };
    log.entries.push(made);
    for (const account of new Set([...log.roles.keys(), ...also])) {
      this.tellAccount(account, { is: "entry", conversation: log.id, entry: made }, self.device);
    }
    return made;
  }

  tellAccount(account: Identifier, event: ServerEvent, but?: Identifier): void {
    this.current(account)
      .filter((device) => device !== but)
      .forEach((device) => this.live.get(device)?.(event));
  }

  send(self: Self, id: Identifier, since: number, envelopes: readonly HpkeEnvelope[]): Accepted {
    const accepted: Accepted["accepted"][number][] = [];
    for (const envelope of envelopes) {
      try {
        accepted.push(this.accept(self, id, since, envelope));
      } catch (failed) {
        if (!(failed instanceof Refused) || accepted.length === 0) {
          throw failed;
        }
        return { accepted, stopped: failed.problem };
      }
    }
    return { accepted };
  }

  private accept(self: Self, id: Identifier, since: number, envelope: HpkeEnvelope): Accepted["accepted"][number] {
    const log = this.log(self, id);
    const tail = log.entries.at(-1)?.seq ?? 0;
    if (tail - since > this.lookUp) {
      throw problem("sync-first", 409, { tail });
    }
    const known = log.entries.find(
      (entry) => entry.seq > since && entry.device === self.device && entry.envelope?.id === envelope.id,
    );
    if (known !== undefined) {
      if (JSON.stringify(known.envelope) !== JSON.stringify(envelope)) {
        throw problem("message-id-reused", 409, { seq: known.seq });
      }
      return { id: envelope.id, seq: known.seq, time: known.time };
    }
    const named = envelope.recipients.flatMap(({ account, devices }) =>
      devices.map(({ device }) => ({ account, device })),
    );
    const wanted = [...log.roles.keys()].flatMap((account) =>
      this.current(account)
        .filter((device) => device !== self.device)
        .map((device) => ({ account, device })),
    );
    const missing = wanted.filter((each) => !named.some((other) => other.device === each.device));
    const extra = named.filter((each) => !wanted.some((other) => other.device === each.device));
    if (missing.length > 0 || extra.length > 0) {
      throw problem("stale-device-list", 409, { missing, extra });
    }
    const first = this.append(log, self, { kind: "message", envelope });
    const entry = this.overlooks ? this.append(log, self, { kind: "message", envelope }) : first;
    return { id: envelope.id, seq: entry.seq, time: entry.time };
  }

  /** Without `receipts` a quiet conversation has none, and `again` it is answered as it was a second before. */
  sync(self: Self, { cursors, again = false }: SyncRequest): Page {
    if (this.older && (again || cursors.some((cursor) => "receipts" in cursor))) {
      throw problem("invalid-request", 400, { pointer: again ? "/again" : "/cursors/0/receipts" });
    }
    const conversations = cursors.map(({ conversation, after, receipts: told = true }, index) => {
      const log = this.logs.get(conversation);
      const spans = log?.spans.get(self.account) ?? [];
      if (log === undefined || spans.length === 0) {
        throw notFound(`/cursors/${index}/conversation`);
      }
      const seen = log.entries.filter(
        (entry) => entry.seq > after && spans.some((span) => entry.seq >= span.from && entry.seq <= span.to),
      );
      const before = log.entries.filter((entry) => entry.time <= this.clock.now() - LAG).at(-1)?.seq;
      if (!told && again && before === after) {
        return { conversation, entries: [], more: false, tail: after, receipts: [] };
      }
      const entries = seen.slice(0, 7);
      const end = log.roles.has(self.account) ? (log.entries.at(-1)?.seq ?? 0) : (spans.at(-1)?.to ?? 0);
      const all = [...log.receipts].map(([account, receipt]) => ({ account, ...receipt }));
      const receipts = told || entries.length > 0 ? all : [];
      return { conversation, entries, more: seen.length > 7, tail: end, receipts };
    });
    return { logEpoch: this.logEpoch, time: this.clock.now(), conversations };
  }

  receipt(self: Self, id: Identifier, told: { readonly delivered?: number; readonly read?: number }): void {
    const log = this.log(self, id);
    const before = log.receipts.get(self.account) ?? { delivered: 0, read: 0 };
    const read = Math.max(before.read, told.read ?? 0);
    const now = { delivered: Math.max(before.delivered, told.delivered ?? 0, read), read };
    log.receipts.set(self.account, now);
    for (const account of log.roles.keys()) {
      this.tellAccount(account, { is: "receipt", conversation: id, account: self.account, ...now }, self.device);
    }
  }

  /** A backup is restored: what came after an entry of a log is lost, and an epoch begins. */
  restore(id: Identifier, upTo: number): void {
    const log = this.logs.get(id);
    if (log !== undefined) {
      log.entries = log.entries.filter((entry) => entry.seq <= upTo);
      log.receipts.clear();
    }
    this.logEpoch++;
  }

  /** The net below every send brings the newest entry to a device whose receipt it lacks. */
  repeat(id: Identifier, device: Identifier): void {
    const entry = this.logs.get(id)?.entries.at(-1);
    if (entry !== undefined) {
      this.live.get(device)?.({ is: "entry", conversation: id, entry });
    }
  }

  /** Entries up to a number expire. */
  expire(id: Identifier, upTo: number): void {
    const log = this.logs.get(id);
    if (log !== undefined) {
      log.entries = log.entries.filter((entry) => entry.seq > upTo);
    }
  }
}
