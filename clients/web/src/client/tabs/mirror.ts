import type { Passing } from "../../engine/engine.ts";
import type { ConversationRow } from "../../engine/history/rows.ts";
import type { OutboxRow } from "../../engine/outbox/rows.ts";
import type { PersonRow } from "../../engine/people/rows.ts";
import type { Self } from "../../engine/ports.ts";
import type { OwnRow } from "../../engine/store.ts";
import { CONVERSATIONS, OUTBOX, OWN, PEOPLE } from "../../engine/browser-store.ts";
import type { Store, StoreEvent, Table, Written } from "../../store/store.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import type { Connection, Preferences } from "../culver.ts";
import { PUSH, type PushRow } from "../push/rows.ts";

/** Preferences as they are when nothing was set. */
export const DEFAULTS: Preferences = {
  theme: "system",
  language: "system",
  readReceipts: true,
  typing: true,
  notifications: false,
  previews: true,
  sounds: true,
};

export const PREFERENCES: Table<Preferences, string> = { store: "preferences", keyOf: () => "preferences" };

/**
 * What a tab holds in memory of the store: all but lines and files. It is loaded once, and reads again what was written,
 * by whichever tab.
 */
export interface Mirror {
  readonly conversations: ReadonlyMap<Identifier, ConversationRow>;
  readonly people: ReadonlyMap<Identifier, PersonRow>;
  readonly outbox: ReadonlyMap<Identifier, OutboxRow>;
  readonly own: OwnRow;
  readonly preferences: Preferences;
  readonly push: PushRow | undefined;
  /** Messages whose files this tab prepares, or could not: by id. */
  readonly preparing: Map<Identifier, Preparing>;
  self: Self | undefined;
  connection: Connection;
  passing: Passing;
  /** Hears, a moment after something has changed, and once for many changes. */
  subscribe(changed: (written: readonly Written[]) => void): () => void;
  /** Resolves when what was written before is seen. */
  settled(): Promise<void>;
  /** Something that is not stored has changed. */
  touched(): void;
  stop(): void;
}

/** The files of a message as they were chosen; only the tab where that was has them. */
export interface Preparing {
  readonly files: readonly File[];
  readonly voice: boolean;
  /** How much of each is encrypted, from 0 to 1. */
  readonly shares: number[];
}

/** Milliseconds: a frame. What is written within one is read once. */
const FRAME = 16;

export async function openMirror(store: Store): Promise<Mirror> {
  const conversations = new Map<Identifier, ConversationRow>();
  const people = new Map<Identifier, PersonRow>();
  const outbox = new Map<Identifier, OutboxRow>();
  const listeners = new Set<(written: readonly Written[]) => void>();
  let own: OwnRow = {};
  let preferences = DEFAULTS;
  let push: PushRow | undefined;
  let pending: Written[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** What is read, one after the other, so that nothing older comes over something newer. */
  let reading = Promise.resolve();

  const read = async <Row>(
    table: Table<Row, string>,
    into: Map<string, Row>,
    keys: readonly string[],
  ): Promise<void> => {
    const rows = await Promise.all(keys.map((key) => store.get(table, key)));
    keys.forEach((key, index) => {
      const row = rows[index];
      if (row === undefined) {
        into.delete(key);
      } else {
        into.set(key, row);
      }
    });
  };

  const load = async (): Promise<void> => {
    const [rows, persons, items, ownRow, set, pushRow] = await Promise.all([
      store.list(CONVERSATIONS),
      store.list(PEOPLE),
      store.list(OUTBOX),
      store.get(OWN, "own"),
      store.get(PREFERENCES, "preferences"),
      store.get(PUSH, "push"),
    ]);
    rows.forEach((row) => conversations.set(row.id, row));
    persons.forEach((row) => people.set(row.account, row));
    items.forEach((row) => outbox.set(row.id, row));
    own = ownRow ?? {};
    preferences = { ...DEFAULTS, ...set };
    push = pushRow;
  };

  const take = async (written: readonly Written[]): Promise<void> => {
    const keysOf = (name: Written["store"]): string[] => [
      ...new Set(written.filter((each) => each.store === name).flatMap((each) => each.keys as string[])),
    ];
    await Promise.all([
      read(CONVERSATIONS, conversations, keysOf("conversations")),
      read(PEOPLE, people, keysOf("people")),
      read(OUTBOX, outbox, keysOf("outbox")),
    ]);
    if (keysOf("preferences").length > 0) {
      own = (await store.get(OWN, "own")) ?? {};
      preferences = { ...DEFAULTS, ...(await store.get(PREFERENCES, "preferences")) };
      push = await store.get(PUSH, "push");
    }
    [...listeners].forEach((changed) => changed(written));
  };

  const clear = (): void => {
    [conversations, people, outbox].forEach((rows) => rows.clear());
    own = {};
    preferences = DEFAULTS;
    push = undefined;
  };

  const now = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const written = pending;
    pending = [];
    reading = reading.then(() => take(written)).catch(() => undefined);
  };

  const soon = (): void => {
    timer ??= setTimeout(now, FRAME);
  };

  const unsubscribe = store.subscribe((event: StoreEvent) => {
    if (event.is === "written") {
      pending.push(...event.written);
      soon();
    } else if (event.is === "emptied") {
      reading = reading.then(clear);
      soon();
    }
  });
  // Loading takes a while: what is written meanwhile is read after it.
  const loaded = load();
  reading = loaded.catch(() => undefined);
  await loaded;

  return {
    conversations,
    people,
    outbox,
    get own() {
      return own;
    },
    get preferences() {
      return preferences;
    },
    get push() {
      return push;
    },
    preparing: new Map(),
    self: undefined,
    connection: { is: "connecting" },
    passing: { typing: {}, moving: {} },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    touched: soon,
    settled() {
      if (timer !== undefined) {
        now();
      }
      return reading;
    },
    stop() {
      unsubscribe();
      clearTimeout(timer);
      listeners.clear();
    },
  };
}
