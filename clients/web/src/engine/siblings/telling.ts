import { waitAfter } from "../../transport/retry.ts";
import { utf8 } from "../../wire/bytes.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import { KNOWN_AT_ONCE } from "../../wire/limits.ts";
import type { Known, KnownConversation, KnownPerson } from "../history/content.ts";
import type { ConversationRow, Rank } from "../history/rows.ts";
import { update } from "../history/update.ts";
import { freshItem } from "../outbox/fresh.ts";
import { currentDevices, type OwnDevice } from "../people/rows.ts";
import type { Environment, Self } from "../ports.ts";
import { hasEnded, type State } from "../state.ts";

/** Bytes of what one message tells: less than a content has at most, with room for its own members. */
const MOST_BYTES = 60_000;

/** Milliseconds after which it is tried again. */
const AGAIN = 30_000;

/** What it needs of others. They throw as requests do. */
export interface TellingHooks {
  /** This account's devices, as the server lists them. */
  devices(): Promise<readonly OwnDevice[]>;
  /** Everything new is fetched: what is told afterwards is what holds. */
  catchUp(): Promise<void>;
  /** The conversation with oneself, begun if need be. */
  notes(): Promise<Identifier>;
  /** Something is in the conversation's queue. */
  pump(conversation: Identifier): void;
}

/** Tells newer devices of this account what they cannot read any more (contract/README.md, "known"). */
export interface Telling {
  /** The list of this account's devices may have changed. What fails and passes is tried again. */
  look(): Promise<void>;
  stop(): void;
}

export function telling(environment: Environment, state: State, self: () => Self, hooks: TellingHooks): Telling {
  let looking: Promise<void> = Promise.resolve();
  let stopAgain = (): void => undefined;
  let stopped = false;

  const look = async (): Promise<void> => {
    const judged = state.own().judged ?? [];
    const others = currentDevices(state.person(self().account))
      .map(({ device }) => device)
      .filter((device) => device !== self().device);
    if (others.every((device) => judged.includes(device))) {
      return;
    }
    const listed = await hooks.devices();
    const since = listed.find(({ current }) => current)?.addedAt ?? Infinity;
    const known = listed.map(({ device }) => device).filter((device) => others.includes(device));
    const newer = listed.some(
      ({ device, addedAt }) => known.includes(device) && !judged.includes(device) && addedAt > since,
    );
    if (newer) {
      await hooks.catchUp();
      await tell();
    }
    // After it: who ends in between tells it once more.
    await state.withOwn(() => state.write({ own: { ...state.own(), judged: known } }));
  };

  const tell = async (): Promise<void> => {
    const contents = whatIsKnown(state, self().account);
    if (contents.length === 0) {
      return;
    }
    const notes = await hooks.notes();
    await state.withConversation(notes, async () => {
      const row = state.conversation(notes);
      if (row !== undefined) {
        const change = update(state, row, self().account);
        change.outbox(...contents.map((content) => freshItem(environment, self(), notes, content)));
        await change.commit();
      }
    });
    hooks.pump(notes);
  };

  const insist = async (): Promise<void> => {
    if (stopped) {
      return;
    }
    try {
      await look();
    } catch (failed) {
      if (waitAfter(failed) === undefined) {
        throw failed;
      }
      stopAgain();
      stopAgain = environment.after(AGAIN, () => {
        insist().catch(() => undefined);
      });
    }
  };

  return {
    look() {
      // One after the other: each may find what the one before it did not.
      looking = looking.catch(() => undefined).then(insist);
      return looking;
    },
    stop() {
      stopped = true;
      stopAgain();
    },
  };
}

/** All that this device knows of names and conversations, in as many messages as it takes. */
export function whatIsKnown(state: State, self: Identifier): readonly Known[] {
  const people = state
    .people()
    .flatMap(({ account, profileKey }) =>
      profileKey === undefined || account === self ? [] : [{ account, profileKey } satisfies KnownPerson],
    );
  const epoch = state.own().logEpoch ?? 0;
  const conversations = state
    .conversations()
    .filter((row) => !hasEnded(row))
    .flatMap((row) => knownOf(row, epoch));
  const parts: Known[] = [
    ...split(people).map((some): Known => ({ is: "known", people: some })),
    ...split(conversations).map((some): Known => ({ is: "known", conversations: some })),
  ];
  // Its own key goes along with each of them, so there is something to tell as soon as there is a key.
  return parts.length === 0 && state.own().profileKey !== undefined ? [{ is: "known" }] : parts;
}

function knownOf(row: ConversationRow, epoch: number): KnownConversation[] {
  const { id, title, titled, lifetime, limited } = row;
  if (title === undefined && lifetime === undefined && limited === undefined) {
    return [];
  }
  const since = (rank: Rank | undefined): { readonly seq: number } => ({ seq: rank?.[0] === epoch ? rank[1] : 0 });
  return [
    {
      conversation: id,
      ...(title === undefined ? {} : { group: { ...title, ...since(titled) } }),
      ...(lifetime === undefined && limited === undefined
        ? {}
        : { lifetime: { ...(lifetime === undefined ? {} : { seconds: lifetime }), ...since(limited) } }),
    },
  ];
}

/** As few parts as fit into a message each, in order. */
function split<T>(all: readonly T[]): T[][] {
  const parts: T[][] = [];
  let bytes = Infinity;
  for (const each of all) {
    const size = utf8(JSON.stringify(each)).length + 1;
    const last = parts.at(-1);
    if (last === undefined || bytes + size > MOST_BYTES || last.length === KNOWN_AT_ONCE) {
      parts.push([each]);
      bytes = size;
    } else {
      last.push(each);
      bytes += size;
    }
  }
  return parts;
}
