import type { ConversationRow, MessageRow } from "../../engine/history/rows.ts";
import { isVisible } from "../../engine/history/update.ts";
import type { EngineStore } from "../../engine/store.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import type { ConversationView, Live } from "../culver.ts";
import type { Mirror } from "../tabs/mirror.ts";
import { derived } from "../tabs/live.ts";
import { viewOf } from "./conversations.ts";

const STEP = 50;

/** What a conversation was like when it was opened. */
interface Opened {
  /** Everything up to this line was read by then. */
  readonly readOrder: number;
  /** Absent while it is being looked for. */
  readonly found?: { readonly key?: string };
}

/**
 * A conversation with its first unread line, as it was when it was opened. It is not there before that line is known:
 * whoever shows it needs to know where to begin.
 */
export function openedView(store: EngineStore, mirror: Mirror, id: Identifier): Live<ConversationView | null> {
  let opened: Opened | undefined;
  let lookers = 0;

  const open = (row: ConversationRow): Opened => {
    const self = mirror.self?.account;
    const now: Opened = { readOrder: row.readOrder };
    opened = now;
    firstUnread(store, row, self)
      // Without its divider a conversation can still be read.
      .catch(() => undefined)
      .then((key) => {
        if (opened === now) {
          opened = { ...now, found: key === undefined ? {} : { key } };
          mirror.touched();
        }
      })
      .catch(() => undefined);
    return now;
  };

  const isUnread = (row: ConversationRow): boolean => row.unread > 0 || row.markedUnread === true;

  const live = derived(mirror, () => {
    const row = mirror.conversations.get(id);
    if (row === undefined) {
      return null;
    }
    opened ??= isUnread(row) ? open(row) : { readOrder: row.readOrder, found: {} };
    return opened.found === undefined ? undefined : viewOf(row, mirror, opened.found.key);
  });

  return {
    ...live,
    subscribe(changed) {
      const row = mirror.conversations.get(id);
      // Whoever looks first opens the conversation; what was found a moment before, when it was drawn, still holds.
      if (lookers++ === 0 && row !== undefined && opened !== undefined) {
        const outdated = opened.readOrder !== row.readOrder || (opened.found !== undefined && !("key" in opened.found));
        if (outdated) {
          opened = undefined;
        }
      }
      const stop = live.subscribe(changed);
      let stopped = false;
      return () => {
        stop();
        if (!stopped && --lookers === 0) {
          opened = undefined;
        }
        stopped = true;
      };
    },
  };
}

/** The key of the first line that the person has not read; the last of others' where all are read. */
async function firstUnread(
  store: EngineStore,
  row: ConversationRow,
  self: Identifier | undefined,
): Promise<string | undefined> {
  const isNews = (line: MessageRow): boolean =>
    line.author !== self && NEWS.has(line.content.is) && isVisible(line, row.kind);
  let above = row.readOrder;
  for (;;) {
    const some = await store.lines(row.id, { above, most: STEP, from: "start" });
    const first = some.find(isNews);
    const last = some.at(-1);
    if (first !== undefined) {
      return first.key;
    }
    if (last === undefined) {
      break;
    }
    above = last.order;
  }
  const read = await store.lines(row.id, { below: row.readOrder + 1, most: STEP, from: "end" });
  return read.findLast(isNews)?.key;
}

/** What a person wrote, or what stands in its place. */
const NEWS: ReadonlySet<string> = new Set(["text", "media", "deleted", "placeholder"]);
