import { Refused, SignedOut, Unreachable } from "../../wire/failures.ts";
import type { SyncRequest } from "../../wire/generated/wire.ts";
import { textOrder, type Identifier } from "../../wire/identifiers.ts";
import { mayLearnFromReceipts } from "../history/news.ts";
import { backoff } from "../../transport/backoff.ts";
import type { Environment, Self, Server } from "../ports.ts";
import { hasEnded, type State } from "../state.ts";
import type { Applier } from "./applier.ts";
import { arrivals } from "./arrivals.ts";
import type { Conversations } from "./conversations.ts";
import { logged, type LogEntry } from "./entries.ts";
import { beginEpoch, rememberEpoch } from "./epoch.ts";
import { pagesOf, type Page } from "./pages.ts";
import { isRepeated } from "./repeated.ts";

/** As many conversations as one request asks for at most. */
const CURSORS_A_CALL = 50;
const CURSOR_POINTER = /^\/cursors\/(\d{1,2})\/conversation$/;

/** Who hears of what sync learns on the way. */
export interface SyncHooks {
  receipts(conversation: Identifier, receipts: Page["receipts"]): void;
  /** Whether the server numbers its logs otherwise than what is here, as far as is known. */
  isBehind(): boolean;
  /** Whether the server has said that it has this device's own receipts. */
  isTold(conversation: Identifier): boolean;
  /** The server brings again what this device has told that it has. */
  repeated(conversation: Identifier): void;
  /** The cursor of a conversation may have moved. `complete`: all that its log had is applied. */
  advanced(conversation: Identifier, complete: boolean): void;
  /** The server has no such conversation, or this account is no member of it. */
  missing(conversation: Identifier): void;
  /** The logs begin anew: numbers given before mean nothing any more. */
  epochBegan(): void;
  /** How far catching up has come. */
  progress(done: number, total: number): void;
}

/**
 * Keeps the history in step with the logs. At most one request is under way; what is wanted meanwhile waits for the next
 * one, so an answer is never taken for newer than its question.
 */
export interface Sync {
  /**
   * Fetches and applies everything new; ends when nothing is missing. Throws what a request throws. `again`: shortly after
   * it was done; what is only moments old may be missing.
   */
  catchUp(again?: boolean): Promise<void>;
  /** Fetches what a conversation lacks. */
  want(conversation: Identifier): void;
  /** Takes an entry that arrived live. */
  arrived(conversation: Identifier, entry: LogEntry): void;
  /** A message of this device was accepted. */
  accepted(conversation: Identifier, id: Identifier, seq: number): void;
  /** Forgets what is under way. */
  stop(): void;
}

export function sync(
  environment: Environment,
  state: State,
  api: Server,
  self: () => Self,
  applier: Applier,
  conversations: Conversations,
  hooks: SyncHooks,
): Sync {
  const delays = backoff(() => environment.random(), 1_000, 60_000);
  const wanted = new Set<Identifier>();
  /** Those of the wanted ones of which a little less than the newest will do. */
  const glanced = new Set<Identifier>();
  let waiting: { readonly done: () => void; readonly failed: (reason: unknown) => void }[] = [];
  let total = 0;
  let listing = 0;
  let fetching = false;
  let stopped = false;
  /** Whether the server is an older one, that does not know what a request may leave open. */
  let plain = false;
  /** The logs begin anew: what arrives meanwhile is fetched afterwards. */
  let beginning = false;
  let cancelPause: (() => void) | undefined;

  const log = arrivals(state, applier, {
    fetch: (conversation) => {
      needed(conversation);
    },
    pause: () => {
      pause();
    },
    applied: () => {
      delays.reset();
      fetch();
    },
    failed: (failure) => {
      fail(failure);
    },
    advanced: (conversation, complete) => {
      hooks.advanced(conversation, complete);
    },
  });

  const needed = (conversation: Identifier): void => {
    wanted.add(conversation);
    glanced.delete(conversation);
  };

  /** Asks nothing for a while. */
  const pause = (): void => {
    cancelPause ??= environment.after(delays.next(), () => {
      cancelPause = undefined;
      [...wanted].forEach((conversation) => {
        log.pump(conversation);
      });
      fetch();
    });
  };

  const resume = (): void => {
    cancelPause?.();
    cancelPause = undefined;
  };

  const fetch = (): void => {
    if (fetching || cancelPause !== undefined || stopped) {
      return;
    }
    // Neighbours are cheaper for the server.
    const asked = [...wanted]
      .filter((conversation) => !log.isApplying(conversation) && state.conversation(conversation) !== undefined)
      .slice(0, CURSORS_A_CALL)
      .sort(textOrder);
    if (asked.length === 0) {
      settle();
      return;
    }
    const again = !plain && asked.every((conversation) => glanced.has(conversation));
    asked.forEach((conversation) => {
      wanted.delete(conversation);
      glanced.delete(conversation);
    });
    fetching = true;
    void ask(asked, again);
  };

  const cursor = async (conversation: Identifier): Promise<SyncRequest["cursors"][number]> => {
    const row = state.conversation(conversation);
    const receipts =
      plain ||
      row === undefined ||
      !hooks.isTold(conversation) ||
      (await mayLearnFromReceipts(state, row, self().account));
    return {
      conversation,
      after: state.conversation(conversation)?.cursor ?? 0,
      ...(receipts ? {} : { receipts }),
    };
  };

  const ask = async (asked: readonly Identifier[], again: boolean): Promise<void> => {
    let pages: Page[];
    try {
      const cursors = await Promise.all(asked.map(cursor));
      const synced = await api.sync({ cursors, ...(again ? { again } : {}) });
      pages = pagesOf(synced).filter((page) => asked.includes(page.conversation));
      const known = state.own().logEpoch ?? 0;
      if (synced.logEpoch < known) {
        throw new Unreachable("what answered knows of older logs only");
      }
      if (synced.logEpoch > known && (await began(synced.logEpoch))) {
        fetching = false;
        fetch();
        return;
      }
    } catch (failure) {
      fetching = false;
      refused(failure, asked);
      return;
    }
    fetching = false;
    if (stopped) {
      return;
    }
    for (const page of pages) {
      if (page.receipts.length > 0) {
        hooks.receipts(page.conversation, page.receipts);
      }
      log.take(page, !wanted.has(page.conversation));
    }
    hooks.progress(Math.max(0, total - wanted.size), total);
    if (pages.every((page) => page.entries.length === 0) && wanted.size > 0) {
      pause();
    }
    fetch();
  };

  /** Answers whether entries were applied under another epoch, so that everything begins anew. */
  const began = async (epoch: number): Promise<boolean> => {
    if (state.own().logEpoch === undefined) {
      await rememberEpoch(state, epoch);
      return false;
    }
    beginning = true;
    try {
      log.forgetAll();
      await beginEpoch(state, epoch, self().account);
    } finally {
      beginning = false;
    }
    state.conversations().forEach((row) => wanted.add(row.id));
    hooks.epochBegan();
    return true;
  };

  const refused = (failure: unknown, asked: readonly Identifier[]): void => {
    if (failure instanceof Refused && failure.problem.is === "not-found") {
      const index = CURSOR_POINTER.exec(failure.problem.pointer ?? "")?.[1];
      const missing = index === undefined ? undefined : asked[Number(index)];
      if (missing !== undefined) {
        log.forget(missing);
        asked.forEach(needed);
        wanted.delete(missing);
        hooks.missing(missing);
        fetch();
        return;
      }
    }
    if (!plain && failure instanceof Refused && failure.problem.is === "invalid-request") {
      plain = true;
      asked.forEach(needed);
      fetch();
      return;
    }
    if (!(failure instanceof SignedOut)) {
      asked.forEach(needed);
    }
    fail(failure);
  };

  /** Tells whoever waits, and tries what is wanted again later. */
  const fail = (failure: unknown): void => {
    const told = waiting;
    waiting = [];
    told.forEach((each) => {
      each.failed(failure);
    });
    if (wanted.size > 0 && !stopped && !(failure instanceof SignedOut)) {
      pause();
    }
  };

  const settle = (): void => {
    if (listing > 0 || wanted.size > 0 || log.isApplying()) {
      return;
    }
    delays.reset();
    const told = waiting;
    waiting = [];
    told.forEach((each) => {
      each.done();
    });
  };

  /** Groups that are not listed any more have an end that is still to be read. */
  const wantListed = (listed: readonly Identifier[], again: boolean): void => {
    const here = new Set(listed);
    const left = state
      .conversations()
      .filter((row) => !here.has(row.id) && row.standing !== undefined && !hasEnded(row));
    for (const conversation of [...listed, ...left.map((row) => row.id)]) {
      log.expectMore(conversation);
      if (!again || !here.has(conversation)) {
        needed(conversation);
      } else if (!wanted.has(conversation)) {
        wanted.add(conversation);
        glanced.add(conversation);
      }
    }
    total = wanted.size;
  };

  return {
    catchUp(again = false) {
      const promise = new Promise<void>((done, failed) => {
        waiting.push({ done, failed });
      });
      listing++;
      resume();
      conversations.list().then(
        (listed) => {
          listing--;
          wantListed(listed, again);
          fetch();
        },
        (failure: unknown) => {
          listing--;
          fail(failure);
        },
      );
      return promise;
    },
    want(conversation) {
      log.expectMore(conversation);
      needed(conversation);
      fetch();
    },
    arrived(conversation, entry) {
      if (beginning || stopped) {
        return;
      }
      const row = state.conversation(conversation);
      if (row !== undefined && (state.own().logEpoch === undefined || hooks.isBehind())) {
        // Its number means nothing here yet: a sync brings it together with the epoch.
        this.want(conversation);
      } else if (row !== undefined) {
        void isRepeated(state, row, entry).then((repeated) => {
          if (repeated) {
            hooks.repeated(conversation);
          }
        });
        log.offer(conversation, logged(entry));
        fetch();
      } else if (!conversations.isUnreadable(conversation)) {
        conversations.fetch(conversation).then(
          (known) => {
            if (known) {
              this.want(conversation);
            }
          },
          () => {
            // The next sync lists it.
          },
        );
      }
    },
    accepted(conversation, id, seq) {
      if (beginning || stopped) {
        return;
      }
      log.offer(conversation, { is: "accepted", seq, id });
      fetch();
    },
    stop() {
      stopped = true;
      log.forgetAll();
      wanted.clear();
      glanced.clear();
      resume();
      fail(new SignedOut("it stops"));
    },
  };
}
