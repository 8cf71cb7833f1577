import type { SentFile } from "../../engine/history/content.ts";
import type { MessageRow } from "../../engine/history/rows.ts";
import { utf8 } from "../../wire/bytes.ts";
import type { Tab } from "../tab.ts";
import { extensionOf } from "./extension.ts";
import { blobOf } from "./messages.ts";
import { summaryOf } from "../views/conversations.ts";
import { personOf } from "../views/people.ts";

const STEP = 500;

/**
 * Everything that this device can decrypt, as a ZIP archive: a JSON file for each conversation, the files that are here,
 * and a list of those that are not. Rejects with the signal's reason when it is aborted. `progress`: from 0 to 1.
 */
export async function exportAll(tab: Tab, progress: (share: number) => void, signal: AbortSignal): Promise<Blob> {
  const { Zip, ZipDeflate, ZipPassThrough } = await import("fflate");
  const parts: BlobPart[] = [];
  const zip = new Zip((failed, chunk) => {
    if (failed === null) {
      parts.push(new Uint8Array(chunk));
    }
  });
  const text = (name: string, value: unknown): void => {
    const file = new ZipDeflate(name);
    zip.add(file);
    file.push(utf8(JSON.stringify(value, null, 2)), true);
  };
  /** Where the files are, by their names on the server; undefined for those that are not here. */
  const packed = new Map<string, string>();
  const missing = new Map<string, unknown>();
  const pack = async (conversation: string, file: SentFile): Promise<string | undefined> => {
    const state = await tab.store.mediaState(file.media);
    const blob = state?.complete === true ? await blobOf(tab, conversation, file) : undefined;
    if (blob === undefined) {
      return undefined;
    }
    const path = pathOf(file);
    // Pictures and sound are compressed already.
    const entry = new ZipPassThrough(path);
    zip.add(entry);
    entry.push(new Uint8Array(await blob.arrayBuffer()), true);
    return path;
  };
  const conversations = [...tab.mirror.conversations.values()];
  text(
    "people.json",
    [...tab.mirror.people.keys()].map((account) => plainPerson(tab, account)),
  );
  for (const [index, conversation] of conversations.entries()) {
    const lines: unknown[] = [];
    let above = 0;
    for (;;) {
      signal.throwIfAborted();
      const rows = await tab.store.lines(conversation.id, { above, most: STEP, from: "start" });
      for (const row of rows) {
        for (const file of row.content.is === "media" ? row.content.files : []) {
          signal.throwIfAborted();
          // Whoever sends one file twice is believed once: two of one name in an archive are one, or a fault.
          if (packed.has(file.media)) {
            continue;
          }
          const path = await pack(conversation.id, file);
          if (path === undefined) {
            const { media, name, type, size } = file;
            missing.set(media, { media, name, type, size, conversation: conversation.id, order: row.order });
          } else {
            // Somebody may have named it before with a key that does not open it.
            packed.set(file.media, path);
            missing.delete(file.media);
          }
        }
        lines.push(plainLine(row, packed));
      }
      above = rows.at(-1)?.order ?? above;
      if (rows.length < STEP) {
        break;
      }
    }
    const { id, kind, title } = summaryOf(conversation, tab.mirror);
    text(`conversations/${id}.json`, { id, kind, title, lines });
    progress((index + 1) / conversations.length);
  }
  if (missing.size > 0) {
    text("missing-files.json", [...missing.values()]);
  }
  zip.end();
  return new Blob(parts, { type: "application/zip" });
}

/** Where a file is in the archive: by its name on the server, which is like no other, and that of the person. */
function pathOf({ media, name = "", type }: SentFile): string {
  const named = safe(name).trim();
  return `files/${media}${named === "" ? extensionOf(type) : ` ${named}`}`;
}

/** A name that leads out of no folder, whatever unpacks it, and has nothing in it that cannot be seen. */
const safe = (name: string): string =>
  name
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\p{Cs}]/gu, "")
    .replace(/[/\\:*?"<>|]/g, "_")
    .replaceAll("..", "_");

function plainPerson(tab: Tab, account: string): unknown {
  const { name, handle } = personOf(tab.mirror, account);
  return { account, name, handle };
}

/** A line without keys of files, which are told with their places in the archive instead. */
function plainLine(
  { time, author, content, changes, order }: MessageRow,
  packed: ReadonlyMap<string, string>,
): unknown {
  const said =
    content.is === "media"
      ? {
          ...content,
          files: content.files.map(({ key: _key, ...file }) => {
            const path = packed.get(file.media);
            return { ...file, ...(path === undefined ? { missing: true } : { path }) };
          }),
        }
      : content;
  return { order, time: new Date(time).toISOString(), author, ...said, reactions: changes?.reactions };
}
