import { fromBase64 } from "../../wire/base64.ts";
import { parseContent } from "../history/parse.ts";
import type { ModelEntry } from "./model-server.ts";

/** Texts that are all different, and where they are in a log. */
export class MessageContents {
  count = 0;

  next(): string {
    return `message ${this.count++}`;
  }

  /** The text of an entry, if it has one. */
  in(entry: ModelEntry): string[] {
    const bytes = fromBase64(entry.envelope?.ciphertext ?? "");
    const parsed = bytes === undefined || bytes.length === 0 ? undefined : parseContent(bytes);
    return parsed?.is === "content" && parsed.content.is === "text" ? [parsed.content.text] : [];
  }

  inAll(entries: readonly ModelEntry[]): number {
    return entries.flatMap((entry) => this.in(entry)).length;
  }
}
