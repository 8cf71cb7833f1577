import { isReference, type Reference } from "../../engine/history/content.ts";
import type { MessageRow } from "../../engine/history/rows.ts";
import { isVisible } from "../../engine/history/update.ts";
import type { MediaState } from "../../engine/media/rows.ts";
import type { EngineStore } from "../../engine/store.ts";
import type { Written } from "../../store/store.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import type { LineWindow, Live } from "../culver.ts";
import { source } from "../tabs/live.ts";
import type { Mirror } from "../tabs/mirror.ts";
import { findLine } from "./find.ts";
import { linesOf, queuedRow, queueOf, type Made } from "./lines.ts";

/** Lines that are read at once. */
const STEP = 50;

/** A stretch of a conversation that grows as one scrolls. */
export type Window = Live<LineWindow> & {
  loadOlder(): Promise<void>;
  loadNewer(): Promise<void>;
  close(): void;
};

/**
 * Opens a window on the lines around a key, or on the newest ones. It holds its rows in memory, and reads again only
 * what was written.
 */
export function openWindow(store: EngineStore, mirror: Mirror, conversation: Identifier, around?: string): Window {
  const value = source<LineWindow>();
  const rows = new Map<number, MessageRow>();
  const replied = new Map<string, MessageRow | undefined>();
  const media = new Map<Identifier, MediaState | undefined>();
  const made: Made = new Map();
  let above = 0;
  let below = Infinity;
  let older = false;
  let closed = false;
  let work: Promise<void> = Promise.resolve();

  const kind = () => mirror.conversations.get(conversation)?.kind ?? "direct";
  const name = ({ device, id }: Reference): string => `${device}.${id}`;

  /** Reads until so many more lines can be seen, or the end is reached. */
  const read = async (
    from: "start" | "end",
    range: { readonly above: number; readonly below: number },
    wanted: number,
  ): Promise<{ readonly found: readonly MessageRow[]; readonly end: boolean }> => {
    const found: MessageRow[] = [];
    let { above: low, below: high } = range;
    for (;;) {
      const some = await store.lines(conversation, { above: low, below: high, most: STEP, from });
      found.push(...some);
      const seen = found.filter((row) => isVisible(row, kind())).length;
      if (some.length < STEP || seen >= wanted) {
        return { found, end: some.length < STEP };
      }
      if (from === "end") {
        high = some[0]?.order ?? 0;
      } else {
        low = some.at(-1)?.order ?? 0;
      }
    }
  };

  const take = (found: readonly MessageRow[]): void => {
    found.forEach((row) => rows.set(row.order, row));
  };

  const takeOlder = async (wanted: number): Promise<void> => {
    const first = Math.min(...rows.keys(), below);
    const { found, end } = await read("end", { above: 0, below: first }, wanted);
    take(found);
    older = !end;
    above = end ? 0 : Math.min(first, ...found.map((row) => row.order)) - 1;
  };

  const takeNewer = async (wanted: number): Promise<void> => {
    const last = Math.max(above, ...rows.keys());
    const { found, end } = await read("start", { above: last, below: Infinity }, wanted);
    take(found);
    below = end ? Infinity : Math.max(last, ...found.map((row) => row.order)) + 1;
  };

  /** Reads what lines refer to and is not known yet. */
  const complete = async (): Promise<void> => {
    const items = queueOf(mirror, conversation);
    for (const { content } of [...rows.values(), ...items]) {
      if (content.is !== "text" && content.is !== "media") {
        continue;
      }
      if (content.reply !== undefined && !replied.has(name(content.reply))) {
        replied.set(name(content.reply), await store.find(conversation, content.reply.device, content.reply.id));
      }
      for (const file of content.is === "media" ? content.files : []) {
        if (!media.has(file.media)) {
          media.set(file.media, await store.mediaState(file.media));
        }
      }
    }
  };

  const show = (): void => {
    const row = mirror.conversations.get(conversation);
    if (closed || row === undefined) {
      value.set({ lines: [], older: false, newer: false });
      return;
    }
    const ordered = [...rows.values()].sort((one, other) => one.order - other.order);
    const newest = below === Infinity;
    const queue = queueOf(mirror, conversation);
    const beside = {
      mirror,
      conversation: row,
      replied: (reference: Reference) =>
        replied.get(name(reference)) ?? queuedRow(reference, queue, { mirror, conversation: row }),
      mediaState: (file: Identifier) => media.get(file),
    };
    const lines = linesOf(ordered, newest ? queue : queue.filter((item) => isReference(item.content)), beside, made);
    value.set({ lines, older, newer: !newest });
  };

  /** Does one thing after the other, then shows what has become of it. */
  const next = (step: () => Promise<void>): Promise<void> => {
    work = work.then(async () => {
      if (!closed) {
        await step();
        await complete();
        show();
      }
    });
    // A failed step leaves the window as it was.
    const mine = work;
    work = work.catch(() => undefined);
    return mine;
  };

  const reread = async (written: readonly Written[]): Promise<void> => {
    for (const { store: name, keys, ranges } of written) {
      if (name === "media") {
        keys.forEach((key) => media.delete(String(key[0])));
      }
      if (name !== "messages") {
        continue;
      }
      if (ranges.some(([from]) => from[0] === conversation)) {
        rows.clear();
        older = false;
      }
      for (const [of, order] of keys as readonly (readonly [Identifier, number])[]) {
        if (of === conversation && order > above && order < below) {
          const row = await store.line(conversation, order);
          if (row === undefined) {
            rows.delete(order);
          } else {
            rows.set(order, row);
            replied.delete(row.key);
          }
        } else if (of === conversation) {
          replied.clear();
        }
      }
    }
  };

  const begin = async (): Promise<void> => {
    // Whatever a link names: without its line the newest ones are shown.
    const found =
      around === undefined ? undefined : await findLine(store, mirror, conversation, around).catch(() => undefined);
    if (found === undefined) {
      await takeOlder(STEP);
      return;
    }
    rows.set(found.order, found);
    above = found.order - 1;
    await takeOlder(STEP / 2);
    await takeNewer(STEP / 2);
  };

  const stop = mirror.subscribe((written) => void next(() => reread(written)));
  void next(begin);

  return {
    ...value,
    loadOlder: () => next(() => (older ? takeOlder(STEP) : Promise.resolve())),
    loadNewer: () => next(() => (below === Infinity ? Promise.resolve() : takeNewer(STEP))),
    close() {
      closed = true;
      stop();
      rows.clear();
      made.clear();
    },
  };
}
