import { MOST_FRAME } from "../transport/socket-port.ts";
import type { Accepted } from "../wire/answers.ts";
import type { ServerEvent } from "../wire/events.ts";

import type { SendRequest } from "../wire/generated/wire.ts";
import type { Identifier } from "../wire/identifiers.ts";
import { applied as appliedUpTo } from "./group/applied.ts";
import { groups, type Groups } from "./group/groups.ts";
import { lifetimes } from "./history/lifetimes.ts";
import { local, type Local } from "./history/local.ts";
import { gone } from "./membership/standing.ts";
import { preparations, type Preparations, type WhenLeft } from "./media/preparations.ts";
import { transfers, type Depot, type Moving, type Transfers } from "./media/transfers.ts";
import { discarded, retried, takenOver, uploaded } from "./outbox/changes.ts";
import { sender } from "./outbox/sender.ts";
import { blocks, type Blocks } from "./people/blocks.ts";
import { directory, type DevicesChanged, type Directory } from "./people/directory.ts";
import { announceDevices } from "./people/notices.ts";
import { profiles, type Profiles } from "./people/profiles.ts";
import { isOpen, type Connection, type Cryptography, type Environment, type Self, type Server } from "./ports.ts";
import { reading, type Reading } from "./receipts/reading.ts";
import { reporter } from "./receipts/reporter.ts";
import { signals } from "./signal/signals.ts";
import { typing } from "./signal/typing.ts";
import { hasEnded, loadState, membersOf, type State } from "./state.ts";
import type { EngineStore } from "./store.ts";
import { applier } from "./sync/applier.ts";
import { conversations, type Conversations } from "./sync/conversations.ts";
import { hearing } from "./siblings/hearing.ts";
import { telling } from "./siblings/telling.ts";
import { afterConnect } from "./sync/connected.ts";
import { readEntry } from "./sync/entries.ts";
import { memberships } from "./sync/memberships.ts";
import { sync as keepInSync } from "./sync/sync.ts";

/** Room for the members that make a frame of a request. */
const FRAME_MEMBERS = 128;

/** What the engine is made of and for. */
export interface Parts {
  readonly environment: Environment;
  readonly store: EngineStore;
  readonly server: Server;
  readonly connection: Connection;
  readonly crypto: Cryptography;
  readonly self: Self;
  readonly depot: Depot;
  readonly whenLeft: WhenLeft;
  /** What others are to know. */
  readonly tells: { readonly read: () => boolean; readonly typing: () => boolean };
  /** What is not stored has changed: ask {@link Engine.passing}. */
  readonly changed: () => void;
  /** Something that cannot be true came from the server or another device: for a log. Names no content. */
  readonly distrust: (what: string) => void;
}

/** What passes: it is not stored, and means nothing after the engine has stopped. */
export interface Passing {
  readonly typing: Readonly<Record<Identifier, readonly Identifier[]>>;
  readonly moving: Moving;
  /** Absent when all is caught up. */
  readonly catchingUp?: { readonly done: number; readonly total: number };
}

/** What the leading tab does for this device: keeps its store in step with the server. */
export interface Engine {
  readonly state: State;
  readonly directory: Directory;
  readonly profiles: Profiles;
  readonly conversations: Conversations;
  readonly groups: Groups;
  readonly blocks: Blocks;
  readonly local: Local;
  readonly preparations: Preparations;
  readonly transfers: Transfers;
  readonly reading: Reading;
  passing(): Passing;
  /** The server has greeted a new connection, and named the epoch of its logs. */
  connected(logEpoch: number): void;
  /** The connection is lost. */
  disconnected(): void;
  event(event: ServerEvent): void;
  /** Lists and syncs by HTTP, connected or not; ends when nothing is missing. Rejects as requests do. */
  catchUp(): Promise<void>;
  /** Something new is in a queue: takes it in and sends it. */
  queued(): Promise<void>;
  /** Something failed is to be tried again. */
  retry(conversation: Identifier, id: Identifier): Promise<void>;
  /** Takes a message out of its queue that has failed or was never tried. Answers whether it did. */
  discard(conversation: Identifier, id: Identifier): Promise<boolean>;
  openDirect(account: Identifier): Promise<Identifier>;
  /**
   * Somebody looks at a conversation: sees whether the devices of those whose safety number was compared are still the
   * same, by one request at most, and by none a moment after another. Rejects as requests do.
   */
  look(conversation: Identifier): Promise<void>;
  typing(conversation: Identifier): void;
  markRead(conversation: Identifier, order: number): Promise<void>;
  /** Asks how far everybody has come where that is not told unasked. */
  askReceipts(conversation: Identifier): Promise<void>;
  stop(): void;
}

/** Starts the engine on what is stored. */
export async function startEngine(parts: Parts): Promise<Engine> {
  const { environment, store, server, connection, crypto, depot, tells, distrust } = parts;
  const self = (): Self => parts.self;
  const state = await loadState(store);
  await takenOver(state, parts.self);
  let catchingUp: Passing["catchingUp"];
  /** The epoch of the server's logs, as it has last said when it greeted. */
  let greeted = 0;
  const isBehind = (): boolean => {
    const { logEpoch } = state.own();
    return logEpoch !== undefined && logEpoch < greeted;
  };

  const devicesChanged = async (change: DevicesChanged): Promise<void> => {
    await announceDevices(environment, state, self(), change);
    if (change.account === parts.self.account) {
      quietly(named.refreshDevices());
      quietly(newer.look());
    }
  };
  const people = directory(environment, state, server, devicesChanged, distrust);
  const named = profiles(environment, state, server, crypto, self);
  const known = conversations(state, server, crypto, self, distrust);
  const heard = hearing(state, (account, key) => named.told(account, key));
  const applied = appliedUpTo(environment, state);
  const ends = lifetimes(environment, state, self);
  const read = reading(environment, state, self);
  const told = signals(environment, state, crypto, connection, parts.changed);
  const report = reporter(environment, state, connection, self, tells.read, isBehind);
  const typed = typing(environment, state, crypto, connection, people, self, tells.typing);

  const members = memberships(
    () => parts.self.account,
    (group) => known.members(group),
    distrust,
  );
  const apply = applier(environment, state, crypto, self, people, members, {
    profileKey: (account, key, time) => quietly(named.learned(account, key, time)),
    ownChange: (group, change, update) => {
      made.made(group, change, update);
    },
    joined: (_group, by, update) => {
      made.joined(by, update);
    },
    heard: (known) => heard.hear(known),
    wrote: (conversation, account) => {
      told.wrote(conversation, account);
      quietly(heard.take());
    },
    distrust,
  });
  const sync = keepInSync(environment, state, server, self, apply, known, {
    receipts: (conversation, receipts) => quietly(read.received(conversation, receipts)),
    isBehind,
    isTold: (conversation) => report.isKnown(conversation),
    repeated(conversation) {
      report.tellAgain(conversation);
    },
    advanced(conversation, complete) {
      applied.advanced(conversation);
      send.advanced(conversation, complete);
      report.changed(conversation);
      quietly(ends.look());
      const row = state.conversation(conversation);
      if (complete && row?.kind === "group") {
        quietly(named.meet(membersOf(row)));
      }
    },
    missing(conversation) {
      quietly(isGone(state, conversation).then(() => send.missing(conversation)));
    },
    epochBegan() {
      send.epochBegan();
      report.epochBegan();
    },
    progress(done, total) {
      catchingUp = catchingUp === undefined ? undefined : { done, total };
      parts.changed();
    },
  });
  const want = (conversation: Identifier): void => {
    sync.want(conversation);
  };
  const pump = (conversation: Identifier): void => {
    send.pump(conversation);
  };
  const send = sender(environment, state, crypto, self, people, {
    carry: carrier(connection, server),
    fault: distrust,
    want,
    accepted: (conversation, id, seq) => {
      sync.accepted(conversation, id, seq);
    },
    place: (conversation) => apply.place(conversation),
    begin: (conversation) => {
      const row = state.conversation(conversation);
      const other = row?.members.find((member) => member !== parts.self.account);
      return known.begin(other ?? parts.self.account);
    },
    upload: (item) => {
      moves.upload(item);
    },
  });
  const moves = transfers(
    environment,
    state,
    server,
    depot,
    async (item) => {
      await uploaded(state, item);
      send.pump(item.conversation);
    },
    parts.changed,
  );
  const takeIn = async (): Promise<void> => {
    const fresh = await state.readOutbox();
    fresh.forEach((conversation) => ready.watch(conversation));
    fresh.forEach(pump);
  };
  const ready = preparations(state, parts.whenLeft, takeIn, pump);
  const openDirect = async (account: Identifier): Promise<Identifier> => {
    const id = await crypto.directId(parts.self.account, account);
    if (state.conversation(id) === undefined) {
      await known.begin(account);
      sync.want(id);
    }
    return id;
  };
  const newer = telling(environment, state, self, {
    devices: () => named.devices(),
    catchUp: () => sync.catchUp(),
    notes: () => openDirect(parts.self.account),
    pump,
  });
  const made = groups(environment, state, server, crypto, self, known, applied, want, pump);
  const live = afterConnect(environment, {
    catchUp: (again) => sync.catchUp(again),
    began(first) {
      catchingUp = first ? { done: 0, total: 0 } : undefined;
      parts.changed();
    },
    caughtUp() {
      catchingUp = undefined;
      parts.changed();
      send.wake();
      moves.wake();
      quietly(heard.take());
      quietly(made.resume());
    },
    aside() {
      report.connected();
      quietly(people.refresh([parts.self.account]).then(() => newer.look()));
      quietly(named.refreshOwn());
      quietly(named.complete());
      named.lookAgain();
      quietly(blocked.refresh());
    },
  });
  const blocked = blocks(state, server);
  quietly(ends.look());
  state.outboxConversations().forEach((conversation) => ready.watch(conversation));
  state.outboxConversations().forEach(pump);
  quietly(ready.sweep());
  quietly(people.resume());

  return {
    state,
    directory: people,
    profiles: named,
    conversations: known,
    groups: made,
    blocks: blocked,
    local: local(state, self),
    preparations: ready,
    transfers: moves,
    reading: read,
    passing: () => ({
      typing: told.typing(),
      moving: moves.moving(),
      ...(catchingUp === undefined ? {} : { catchingUp }),
    }),
    connected(logEpoch) {
      greeted = logEpoch;
      live.connected();
    },
    disconnected: live.disconnected,
    event(event) {
      switch (event.is) {
        case "entry": {
          const entry = readEntry(event.entry);
          if (entry !== undefined) {
            sync.arrived(event.conversation, entry);
          }
          break;
        }
        case "receipt":
          // Of other numbers than those here the next sync tells.
          if (!isBehind()) {
            quietly(read.received(event.conversation, [event]));
          }
          break;
        case "signal":
          quietly(told.received(event));
          break;
        case "devices":
          if (event.account === parts.self.account || state.person(event.account)?.devices !== undefined) {
            quietly(people.refresh([event.account]));
          }
          break;
      }
    },
    catchUp: () => sync.catchUp(),
    queued: takeIn,
    async retry(conversation, id) {
      await retried(state, conversation, id);
      send.pump(conversation);
    },
    discard: (conversation, id) =>
      discarded(state, conversation, id, (files) => {
        moves.cancel(files);
      }),
    openDirect,
    async look(conversation) {
      const row = state.conversation(conversation);
      if (row !== undefined && !hasEnded(row)) {
        await people.glance(membersOf(row).filter((account) => state.person(account)?.verified !== undefined));
      }
    },
    typing: (conversation) => {
      quietly(typed(conversation));
    },
    async markRead(conversation, order) {
      if (await read.read(conversation, order)) {
        report.changed(conversation);
        await ends.look();
      }
    },
    async askReceipts(conversation) {
      const { receipts } = await server.listReceipts(conversation);
      await read.received(conversation, receipts);
    },
    stop() {
      report.flush();
      newer.stop();
      live.disconnected();
      sync.stop();
      send.stop();
      moves.stop();
      ready.stop();
      ends.stop();
    },
  };
}

/** Sends by the socket while it is open, and by HTTP otherwise or when the frame would be too large. */
function carrier(connection: Connection, server: Server): (request: SendRequest) => Promise<Accepted> {
  return (request) =>
    // An envelope is ASCII: its characters are its bytes.
    isOpen(connection) && JSON.stringify(request).length <= MOST_FRAME - FRAME_MEMBERS
      ? connection.send(request)
      : server.send(request, { patience: 0 });
}

/** What follows by itself is tried again at the next connection, or was repaired before. */
function quietly(work: Promise<unknown>): void {
  work.catch(() => undefined);
}

/** The server has no such group for this account any more, and did not tell why. */
async function isGone(state: State, conversation: Identifier): Promise<void> {
  await state.withConversation(conversation, async () => {
    const row = state.conversation(conversation);
    if (row?.standing !== undefined) {
      await state.write({ conversations: [{ ...row, standing: gone(row.standing) }] });
    }
  });
}
