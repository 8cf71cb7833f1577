/** A piece of a text: plain, or a link. */
export type Piece =
  | { readonly is: "plain"; readonly text: string }
  | { readonly is: "link"; readonly text: string; readonly href: string };

const candidate = /\bhttps?:\/\/[^\s<>"'`\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+/giu;
const closing: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/**
 * Finds the links of a text: `http` and `https` alone, without the punctuation that ends a sentence, and only such as a
 * browser reads as it is shown (no names and passwords before the host).
 */
export function findLinks(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(candidate)) {
    const shown = trimmed(match[0]);
    const href = checked(shown);
    if (href === undefined) continue;
    if (match.index > from) pieces.push({ is: "plain", text: text.slice(from, match.index) });
    pieces.push({ is: "link", text: shown, href });
    from = match.index + shown.length;
  }
  if (from < text.length) pieces.push({ is: "plain", text: text.slice(from) });
  return pieces;
}

function trimmed(link: string): string {
  // Counted once: a link of nothing but brackets is to take no longer than another one.
  const left = counts(link);
  let end = link.length;
  while (end > 0) {
    const last = link[end - 1] ?? "";
    const opening = closing[last];
    const unopened = opening !== undefined && (left.get(last) ?? 0) > (left.get(opening) ?? 0);
    if (!unopened && !/[.,;:!?…*_~»”’]/u.test(last)) break;
    left.set(last, (left.get(last) ?? 0) - 1);
    end -= 1;
  }
  return link.slice(0, end);
}

function counts(link: string): Map<string, number> {
  const found = new Map<string, number>();
  for (const character of link) {
    found.set(character, (found.get(character) ?? 0) + 1);
  }
  return found;
}

function checked(link: string): string | undefined {
  if (!URL.canParse(link)) return undefined;
  const url = new URL(link);
  const web = url.protocol === "https:" || url.protocol === "http:";
  return web && url.username === "" && url.password === "" && url.hostname !== "" ? url.href : undefined;
}

/** Whether a text is nothing but one to three emoji, which are shown large. */
export function isEmojiAlone(text: string): boolean {
  const one = String.raw`(?:\p{RI}\p{RI}|\p{Emoji_Presentation}|\p{Emoji}\ufe0f)(?:\p{EMod}|\u200d(?:\p{Emoji}\ufe0f?\p{EMod}?)|\ufe0f?\u20e3)*`;
  return text.length <= 60 && new RegExp(`^(?:${one}\\s*){1,3}$`, "u").test(text.trim());
}
