import { Refused, SignedOut, Unreachable } from "../../wire/failures.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import type { Accepted } from "../../wire/answers.ts";
import type { SendRequest } from "../../wire/generated/wire.ts";
import { passesAfter, type Problem } from "../../wire/problems.ts";
import { isReference, isSilent } from "../history/content.ts";
import type { Directory } from "../people/directory.ts";
import { unknownOf } from "../people/people.ts";
import type { Cryptography, Environment, Self } from "../ports.ts";
import { hasEnded, membersOf, type State } from "../state.ts";
import { lane, type Lane } from "./lane.ts";
import { isWaiting, unsealed, withoutSince, type FailedReason, type OutboxRow } from "./rows.ts";
import { makeFrame } from "./sealer.ts";

/** So often a log is looked into for members whom the server names, before they are taken for invented. */
const MOST_LOOKS = 4;

/** What sending asks of others. */
export interface SenderHooks {
  /** Carries a request to the server once, by socket or HTTP. Throws as requests do. */
  carry(request: SendRequest): Promise<Accepted>;
  /** A conversation's log is to be fetched. */
  want(conversation: Identifier): void;
  /** A message was accepted. */
  accepted(conversation: Identifier, id: Identifier, seq: number): void;
  /** Puts into the history what was accepted at a place that is applied already. */
  place(conversation: Identifier): Promise<void>;
  /** A conversation that the server does not have is to be begun anew. */
  begin(conversation: Identifier): Promise<unknown>;
  /** Something went wrong that is neither the network's nor the server's doing: for a log. */
  fault(what: string): void;
  /** The files of a message are to be uploaded; it is pumped again when they are. */
  upload(item: OutboxRow): void;
}

/** Sends what is in the queues: one send a conversation at a time, until each is accepted or refused for good. */
export interface Sender {
  /** Sends what waits in a conversation's queue, unless something is under way. */
  pump(conversation: Identifier): void;
  /** Sends whatever waits, without waiting any longer: the way to the server has just opened. */
  wake(): void;
  /** A conversation's cursor moved. `complete`: all that its log had is applied. */
  advanced(conversation: Identifier, complete: boolean): void;
  /** The logs begin anew: an acceptance before may have been lost, and numbers mean nothing any more. */
  epochBegan(): void;
  /** The server has no such conversation: a restored backup may be older than it. */
  missing(conversation: Identifier): void;
  stop(): void;
}

const needsUpload = (item: Pick<OutboxRow, "uploads">): boolean => (item.uploads?.length ?? 0) > 0;

export function sender(
  environment: Environment,
  state: State,
  crypto: Cryptography,
  self: () => Self,
  directory: Directory,
  hooks: SenderHooks,
): Sender {
  const lanes = new Map<Identifier, Lane>();
  let stopped = false;

  const laneOf = (conversation: Identifier): Lane => {
    const known = lanes.get(conversation) ?? lane(environment);
    lanes.set(conversation, known);
    return known;
  };

  const waitingOf = (conversation: Identifier): OutboxRow[] => state.outbox(conversation).filter(isWaiting);

  /** Changes the rows that still wait in a conversation's queue. */
  const change = (conversation: Identifier, of: (row: OutboxRow) => OutboxRow | undefined): Promise<void> =>
    state.withConversation(conversation, async () => {
      const rows = state.outbox(conversation).flatMap((row) => of(row) ?? []);
      if (rows.length > 0) {
        await state.write({ outbox: rows });
      }
    });

  const fail = async (item: OutboxRow, reason: FailedReason): Promise<void> => {
    if (isSilent(item.content)) {
      // Nobody sees it, who could try it again or discard it.
      await state.write({ outboxGone: [item.id] });
    } else {
      await change(item.conversation, (row) =>
        row.id === item.id && isWaiting(row) ? { ...row, outcome: { is: "failed", reason } } : undefined,
      );
    }
    pump(item.conversation);
  };

  /** Does work that has the lane for itself. What fails is tried again later. */
  const during = async (conversation: Identifier, on: Lane, work: () => Promise<void>): Promise<void> => {
    on.busy = true;
    try {
      await work();
    } catch (failure) {
      failed(conversation, on, failure);
    } finally {
      on.busy = false;
    }
    pump(conversation);
  };

  /** The server could not be asked: tries again later. */
  const failed = (conversation: Identifier, on: Lane, failure: unknown): void => {
    if (failure instanceof SignedOut || stopped) {
      return;
    }
    if (!(failure instanceof Refused || failure instanceof Unreachable)) {
      hooks.fault(`sending failed: ${failure instanceof Error ? failure.name : "unknown"}`);
    }
    const least = failure instanceof Refused ? (passesAfter(failure.problem) ?? 0) * 1000 : 0;
    on.later(least, () => {
      pump(conversation);
    });
  };

  const pump = (conversation: Identifier): void => {
    const on = laneOf(conversation);
    const row = state.conversation(conversation);
    const all = waitingOf(conversation);
    all.filter(needsUpload).forEach((item) => {
      hooks.upload(item);
    });
    // What is not ready is overtaken by what is behind it, unless that is about it.
    const held = new Set(
      state
        .outbox(conversation)
        .flatMap(({ id, outcome, ...item }) =>
          outcome.is === "accepted" || (outcome.is === "waiting" && !needsUpload(item)) ? [] : [id],
        ),
    );
    const waiting = all.filter(
      ({ id, content }) => !held.has(id) && !(isReference(content) && held.has(content.to.id)),
    );
    const first = waiting[0];
    if (stopped || !on.isFree() || row === undefined || first === undefined) {
      return;
    }
    if (hasEnded(row)) {
      void fail(first, "no-member");
      return;
    }
    if (row.distrusted === true) {
      void fail(first, "changed");
      return;
    }
    if (waiting.some((item) => item.unsure === true)) {
      on.syncUpTo = Infinity;
      hooks.want(conversation);
      return;
    }
    if (first.since === undefined && row.cursor === 0) {
      hooks.want(conversation);
      return;
    }
    void during(conversation, on, () => attempt(conversation, on, waiting));
  };

  const attempt = async (conversation: Identifier, on: Lane, waiting: readonly OutboxRow[]): Promise<void> => {
    const row = state.conversation(conversation);
    if (row === undefined) {
      return;
    }
    const unknown = unknownOf(state, membersOf(row));
    if (unknown.length > 0) {
      await directory.refresh(unknown);
      return;
    }
    await send(conversation, on, waiting);
  };

  const send = async (conversation: Identifier, on: Lane, waiting: readonly OutboxRow[]): Promise<void> => {
    const frame = await state.withConversation(conversation, async () => {
      const row = state.conversation(conversation);
      const wanted = new Set(waiting.map((item) => item.id));
      const ready = waitingOf(conversation).filter((item) => wanted.has(item.id));
      if (row === undefined || ready.length === 0) {
        return undefined;
      }
      const made = await makeFrame(state, crypto, self(), row, ready);
      // Stored before the first attempt: whatever becomes of that, the next one is the same.
      if (made.items.length > 0) {
        await state.write({ outbox: made.items });
      }
      return made;
    });
    if (frame === undefined) {
      return;
    }
    if (frame.items.length === 0) {
      if (frame.refused !== undefined) {
        await fail(frame.refused, "too-many-devices");
      }
      return;
    }
    const envelopes = frame.items.flatMap((item) => item.envelope ?? []);
    try {
      await answered(conversation, on, frame.items, await hooks.carry({ conversation, since: frame.since, envelopes }));
    } catch (failure) {
      const item = frame.items[0];
      if (failure instanceof Refused && item !== undefined) {
        await refused(conversation, on, item, failure.problem);
      } else {
        throw failure;
      }
    }
  };

  const answered = async (
    conversation: Identifier,
    on: Lane,
    tried: readonly OutboxRow[],
    { accepted, stopped: problem }: Accepted,
  ): Promise<void> => {
    await state.withConversation(conversation, async () => {
      const row = state.conversation(conversation);
      const rows = accepted.flatMap(({ id, seq, time }): OutboxRow[] => {
        const item = state.outbox(conversation).find((each) => each.id === id);
        return item !== undefined && isWaiting(item) ? [{ ...item, outcome: { is: "accepted", seq, time } }] : [];
      });
      const mark = rows.findLast((item) => item.profileMark !== undefined)?.profileMark;
      await state.write({
        outbox: rows,
        ...(row === undefined || mark === undefined ? {} : { conversations: [{ ...row, profileMark: mark }] }),
      });
    });
    if (accepted.length > 0) {
      on.succeeded();
    }
    accepted.forEach(({ id, seq }) => {
      hooks.accepted(conversation, id, seq);
    });
    const next = tried[accepted.length];
    if (problem !== undefined && next !== undefined) {
      await refused(conversation, on, next, problem);
    } else if (accepted.length === 0) {
      on.later(0, () => {
        pump(conversation);
      });
    }
  };

  /** The server did not accept a message. What is to be done depends on why. */
  const refused = async (conversation: Identifier, on: Lane, item: OutboxRow, problem: Problem): Promise<void> => {
    if (!waitingOf(conversation).some((each) => each.id === item.id)) {
      // Meanwhile sync has found it in the log.
      return;
    }
    switch (problem.is) {
      case "stale-device-list":
        await reseal(conversation, on, item, problem);
        return;
      case "message-id-reused":
        // An attempt that was given up got through after all, sealed to the devices of that moment.
        await reused(conversation, on, item, problem.seq);
        return;
      case "sync-first":
        on.syncUpTo = problem.tail;
        hooks.want(conversation);
        return;
      case "not-found":
        await notFound(conversation, on, item);
        return;
      default:
        if (problem.status === 401 || passesAfter(problem) !== undefined) {
          throw new Refused(problem);
        }
        await fail(item, problem.is === "not-allowed" ? "not-allowed" : "unexpected");
    }
  };

  const notFound = async (conversation: Identifier, on: Lane, item: OutboxRow): Promise<void> => {
    if (state.conversation(conversation)?.kind === "group") {
      // No member any more, as the log is about to say.
      hooks.want(conversation);
      on.again(() => {
        pump(conversation);
      });
      return;
    }
    try {
      await hooks.begin(conversation);
    } catch (failure) {
      if (failure instanceof Refused && failure.problem.is === "not-found") {
        await fail(item, "no-member");
        return;
      }
      throw failure;
    }
    hooks.want(conversation);
    on.again(() => {
      pump(conversation);
    });
  };

  const reused = async (conversation: Identifier, on: Lane, item: OutboxRow, seq: number): Promise<void> => {
    await change(conversation, (row) =>
      row.id === item.id && isWaiting(row)
        ? { ...row, outcome: { is: "accepted", seq, time: environment.now() } }
        : undefined,
    );
    on.succeeded();
    hooks.want(conversation);
    await hooks.place(conversation);
  };

  const reseal = async (
    conversation: Identifier,
    on: Lane,
    item: OutboxRow,
    stale: Extract<Problem, { readonly is: "stale-device-list" }>,
  ): Promise<void> => {
    const row = state.conversation(conversation);
    if (row === undefined) {
      return;
    }
    const members = membersOf(row);
    const anew = (): Promise<void> => change(conversation, (each) => (isWaiting(each) ? unsealed(each) : undefined));
    if (stale.missing.some((device) => !members.includes(device.account))) {
      // Sealing to members whom nobody is known to have added would be believing the server: the log has to tell.
      if (on.looks() > MOST_LOOKS) {
        await fail(item, "changed");
        return;
      }
      await anew();
      on.syncUpTo = Infinity;
      hooks.want(conversation);
      return;
    }
    if (row.kind === "group" && stale.extra.length > 0) {
      // Whoever has a device too many on the list may be a member no more.
      hooks.want(conversation);
    }
    await directory.refresh(members);
    await anew();
    // A list that is stale again at once is a race, or a fault of the server: not to be repeated without end.
    on.again(() => {
      pump(conversation);
    });
  };

  const forgetSince = async (conversation: Identifier): Promise<void> => {
    await change(conversation, (row) => (isWaiting(row) ? withoutSince(row) : undefined));
    pump(conversation);
  };

  return {
    pump,
    wake() {
      lanes.forEach((each) => {
        each.wake();
      });
      state.outboxConversations().forEach(pump);
    },
    advanced(conversation, complete) {
      const on = laneOf(conversation);
      const cursor = state.conversation(conversation)?.cursor ?? 0;
      const { syncUpTo } = on;
      void hooks.place(conversation).then(async () => {
        if (syncUpTo !== undefined && syncUpTo === on.syncUpTo && (complete || cursor >= syncUpTo)) {
          await forgetSince(conversation);
          on.syncUpTo = undefined;
        }
        pump(conversation);
      });
    },
    epochBegan() {
      lanes.forEach((each) => {
        each.syncUpTo = undefined;
      });
      for (const conversation of state.outboxConversations()) {
        void change(conversation, (row) =>
          (row.outcome.is === "waiting" || row.outcome.is === "accepted") && row.unsure !== true
            ? withoutSince(row)
            : undefined,
        );
      }
    },
    missing(conversation) {
      const on = laneOf(conversation);
      const first = waitingOf(conversation)[0];
      if (state.conversation(conversation)?.kind === "group") {
        pump(conversation);
      } else if (on.isFree() && first !== undefined) {
        void during(conversation, on, () => notFound(conversation, on, first));
      }
    },
    stop() {
      stopped = true;
      lanes.forEach((each) => {
        each.wake();
      });
      lanes.clear();
    },
  };
}
