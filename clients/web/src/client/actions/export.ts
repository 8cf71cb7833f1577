import type { MessageRow } from "../../engine/history/rows.ts";
import { utf8 } from "../../wire/bytes.ts";
import type { Tab } from "../tab.ts";
import { blobOf } from "./messages.ts";
import { summaryOf } from "../views/conversations.ts";
import { personOf } from "../views/people.ts";

const STEP = 500;

/**
 * Everything that this device can decrypt, as a ZIP archive: a JSON file for each conversation, and the files that are
 * here. Rejects with the signal's reason when it is aborted. `progress`: from 0 to 1.
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
  const packed = new Set<string>();
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
        lines.push(plainLine(row));
        for (const file of row.content.is === "media" ? row.content.files : []) {
          signal.throwIfAborted();
          // Whoever sends one file twice is believed once: two of one name in an archive are one, or a fault.
          if (packed.has(file.media)) {
            continue;
          }
          const state = await tab.store.mediaState(file.media);
          const blob = state?.complete === true ? await blobOf(tab, conversation.id, file) : undefined;
          if (blob !== undefined) {
            packed.add(file.media);
            // Pictures and sound are compressed already.
            const entry = new ZipPassThrough(
              `files/${file.media}${file.name === undefined ? "" : ` ${safe(file.name)}`}`,
            );
            zip.add(entry);
            entry.push(new Uint8Array(await blob.arrayBuffer()), true);
          }
        }
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
  zip.end();
  return new Blob(parts, { type: "application/zip" });
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

/** A line without keys of files. */
function plainLine({ time, author, content, changes, order }: MessageRow): unknown {
  const said =
    content.is === "media" ? { ...content, files: content.files.map(({ key: _key, ...file }) => file) } : content;
  return { order, time: new Date(time).toISOString(), author, ...said, reactions: changes?.reactions };
}
