import type { Identifier } from "../../wire/identifiers.ts";
import type { Content } from "../history/content.ts";
import type { OutboxRow, UnpreparedReason } from "../outbox/rows.ts";
import type { State } from "../state.ts";
import type { MediaState } from "./rows.ts";

/** What the leader does about messages whose files some tab encrypts: that tab says how it goes, and may vanish. */
export interface Preparations {
  /** Watches over what is prepared in a queue. */
  watch(conversation: Identifier): void;
  /** The files are ready: the message may go. Answers false if nobody wants it any more. */
  prepared(conversation: Identifier, id: Identifier, content: Content, states: readonly MediaState[]): Promise<boolean>;
  /** The files cannot be prepared: nothing of them is kept. */
  unprepared(conversation: Identifier, id: Identifier, reason: UnpreparedReason): Promise<void>;
  /** They are tried once more, under other names and keys. Answers false if nobody wants that any more. */
  again(conversation: Identifier, id: Identifier, content: Content): Promise<boolean>;
  /** Removes chunks that no message needs and nobody is preparing. */
  sweep(): Promise<void>;
  stop(): void;
}

/**
 * Does work once no tab prepares a message any more: at once, if the one that did has been closed. Rejects if the signal
 * says so before.
 */
export type WhenLeft = (id: Identifier, signal: AbortSignal, work: () => Promise<void>) => Promise<void>;

/** @param takeIn takes in what tabs have put into the queues */
export function preparations(
  state: State,
  whenLeft: WhenLeft,
  takeIn: () => Promise<void>,
  pump: (conversation: Identifier) => void,
): Preparations {
  const watched = new Set<Identifier>();
  const ended = new AbortController();

  const find = async (conversation: Identifier, id: Identifier): Promise<OutboxRow | undefined> => {
    // The tab that prepares it may be faster than the news of its row.
    await takeIn();
    return state.outbox(conversation).find((row) => row.id === id);
  };

  const end = (conversation: Identifier, id: Identifier, reason: UnpreparedReason): Promise<void> =>
    state.withConversation(conversation, async () => {
      const row = await find(conversation, id);
      if (row?.outcome.is === "preparing" && !ended.signal.aborted) {
        // By itself and first: there may be no room for anything else.
        await state.write({ mediaGone: mediaOf(row) });
        await state.write({ outbox: [{ ...row, outcome: { is: "unprepared", reason } }] });
      }
    });

  const watch = (conversation: Identifier): void => {
    for (const { id, outcome } of state.outbox(conversation)) {
      if (outcome.is === "preparing" && !watched.has(id)) {
        watched.add(id);
        whenLeft(id, ended.signal, () => end(conversation, id, "interrupted"))
          .catch(() => undefined)
          .finally(() => watched.delete(id));
      }
    }
  };

  return {
    watch,
    async prepared(conversation, id, content, states) {
      const wanted = await state.withConversation(conversation, async () => {
        const row = await find(conversation, id);
        if (row?.outcome.is === "preparing") {
          const uploads = states.map(({ media }) => media);
          const ready: OutboxRow = { ...row, content, uploads, outcome: { is: "waiting" } };
          await state.write({ outbox: [ready], mediaStates: states });
          return true;
        }
        // Asked twice, it is the same.
        return row !== undefined && row.outcome.is !== "unprepared";
      });
      pump(conversation);
      return wanted;
    },
    unprepared: end,
    again: (conversation, id, content) =>
      state.withConversation(conversation, async () => {
        const row = await find(conversation, id);
        if (row?.outcome.is === "unprepared") {
          await state.write({ outbox: [{ ...row, content, outcome: { is: "preparing" } }] });
          watch(conversation);
        }
        return row?.outcome.is === "unprepared" || row?.outcome.is === "preparing";
      }),
    async sweep() {
      const { store } = state;
      // In this order: whoever prepares a file writes its message, then chunks, then message and state in one step.
      const stateless = await store.stateless();
      if (stateless.length === 0) {
        return;
      }
      const wanted = new Set(
        (await store.outbox()).filter(({ outcome }) => outcome.is === "preparing").flatMap(mediaOf),
      );
      for (const media of stateless) {
        if (!wanted.has(media) && !ended.signal.aborted && (await store.mediaState(media)) === undefined) {
          await state.write({ mediaGone: [media] });
        }
      }
    },
    stop() {
      ended.abort(new DOMException("the engine has stopped", "AbortError"));
    },
  };
}

const mediaOf = ({ content }: OutboxRow): readonly Identifier[] =>
  content.is === "media" ? content.files.map(({ media }) => media) : [];
