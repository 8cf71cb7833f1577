// Controls, and characters that turn the direction of what follows or cannot be seen: a name made of them could
// pretend to be another, or garble the line around it.
const unfit = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;
const longest = 80;
const segmenter = new Intl.Segmenter();

/**
 * A name that others chose, made fit to be shown: on one line, without control characters, at most 80 characters and
 * two marks on each of them. Undefined if nothing is left.
 */
export function tameName(name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const tame = name
    .replace(unfit, " ")
    .replace(/(\p{M}{2})\p{M}+/gu, "$1")
    .replace(/\s+/gu, " ")
    .trim();
  if (tame === "") return undefined;
  const characters = graphemes(tame);
  return characters.length > longest
    ? `${characters
        .slice(0, longest - 1)
        .join("")
        .trimEnd()}…`
    : tame;
}

/** What to call somebody, tamed and never empty: two whose names nobody has told yet differ by a number of four digits. */
export function callName(
  account: string | undefined,
  name: string | undefined,
  words: { readonly unknown: string; readonly unknownWith: (mark: string) => string },
): string {
  const tame = tameName(name);
  if (tame !== undefined) return tame;
  return account === undefined || account === "" ? words.unknown : words.unknownWith(markOf(account));
}

/** The handle to write beside somebody's name; undefined where that is what they are called already. */
export function handleBeside(person: { readonly name?: string; readonly handle?: string }): string | undefined {
  const handle = person.handle === undefined ? undefined : `@${person.handle}`;
  return person.name === handle ? undefined : handle;
}

/** Always the same for an account. */
function markOf(account: string): string {
  let hash = 0;
  for (const character of account) hash = (Math.imul(hash, 31) + (character.codePointAt(0) ?? 0)) >>> 0;
  return String(hash % 10_000).padStart(4, "0");
}

/** Keeps a name's direction from reaching into the sentence around it (first strong isolate, pop). */
export function isolate(name: string): string {
  return `\u2068${name}\u2069`;
}

/** One or two letters to show in place of a picture, or undefined. */
export function initials(name: string | undefined): string | undefined {
  const words = (name ?? "").replace(/^@/u, "").match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
  const first = words[0];
  if (first === undefined) return undefined;
  const last = words.length > 1 ? words[words.length - 1] : undefined;
  return (firstLetter(first) + (last === undefined ? "" : firstLetter(last))).toLocaleUpperCase();
}

function firstLetter(word: string): string {
  return graphemes(word)[0] ?? "";
}

/** One of `count` tints, always the same for an identifier. */
export function tint(identifier: string, count: number): number {
  let sum = 0;
  for (const character of identifier) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return sum % count;
}

/** `a`, `a and b`, `a, b and 3 others`: at most `most` names, each isolated. */
export function listNames(
  names: readonly string[],
  words: { readonly comma: string; readonly and: string; readonly others: (n: number) => string },
  most = 3,
): string {
  const shown = names.slice(0, names.length > most ? most - 1 : most).map(isolate);
  const parts = names.length > most ? [...shown, words.others(names.length - shown.length)] : shown;
  const last = parts.at(-1) ?? "";
  return parts.length < 2 ? last : parts.slice(0, -1).join(words.comma) + words.and + last;
}

function graphemes(text: string): readonly string[] {
  return Array.from(segmenter.segment(text), (part) => part.segment);
}
