import type { Line } from "../../client/culver.ts";
import { excerptOf, nameIn, type Speech } from "./describe.ts";
import { isBubble } from "./lines.ts";
import { callName, listNames } from "./names.ts";

const spoken = 3;

/** The lines of others that came after a line that was there before. None if that line is gone: then it is another stretch. */
export function newcomers(lines: readonly Line[], lastKnown: string | undefined): readonly Line[] {
  if (lastKnown === undefined) return [];
  const at = lines.findIndex((line) => line.key === lastKnown);
  return at < 0 ? [] : lines.slice(at + 1).filter((line) => !line.own && isBubble(line));
}

/** What is said of new lines: up to three are read, more are counted. */
export function announcement(lines: readonly Line[], speech: Speech): string {
  if (lines.length === 0) return "";
  if (lines.length <= spoken) {
    return lines
      .map((line) => speech.text.announce.message(nameIn(speech, line.author), excerptOf(line, speech)))
      .join("\n");
  }
  const authors = [...new Set(lines.map((line) => line.author))];
  const names = authors.map((author) => callName(author, speech.name(author), speech.text.common));
  return speech.text.announce.many(lines.length, listNames(names, speech.text.common));
}
