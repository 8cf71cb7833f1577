/** Whether a name has all the words that are looked for, or parts of it that are; case and accents do not count. */
export function matches(name: string | undefined, query: string): boolean {
  if (name === undefined) return false;
  const plain = folded(name);
  return words(query).every((word) => plain.includes(word));
}

/** A stretch of a text. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Where the words looked for are in a text, in order; stretches that touch are one. */
export function found(text: string, query: string): readonly Stretch[] {
  const { plain, places } = folding(text);
  const stretches: Stretch[] = [];
  for (const word of words(query)) {
    for (let at = plain.indexOf(word); at >= 0; at = plain.indexOf(word, at + word.length)) {
      stretches.push({ from: places[at] ?? 0, to: places[at + word.length] ?? text.length });
    }
  }
  stretches.sort((one, other) => one.from - other.from);
  const joined: Stretch[] = [];
  for (const { from, to } of stretches) {
    const before = joined.at(-1);
    if (before === undefined || from > before.to) joined.push({ from, to });
    else joined[joined.length - 1] = { from: before.from, to: Math.max(before.to, to) };
  }
  return joined;
}

/** The stretch of a text around the first of the words looked for, about 120 characters, on one line. */
export function around(text: string, query: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  const at = found(line, query)[0]?.from ?? 0;
  if (at < 50) return line.slice(0, 140);
  const from = line.lastIndexOf(" ", at - 30) + 1;
  return `… ${line.slice(at - from > 60 ? at - 30 : from, at + 110)}`;
}

// As the search through the history does it (client/views/folded.ts).
const folded = (text: string): string =>
  text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase().replaceAll("ß", "ss");

const words = (query: string): readonly string[] =>
  folded(query.replace(/^@/u, ""))
    .split(/\s+/u)
    .filter((word) => word !== "");

/** A text folded, and where in it each of the folded characters came from; one more for its end. */
function folding(text: string): { readonly plain: string; readonly places: readonly number[] } {
  const places: number[] = [];
  let plain = "";
  let at = 0;
  for (const character of text) {
    const here = folded(character);
    places.push(...new Array<number>(here.length).fill(at));
    plain += here;
    at += character.length;
  }
  places.push(at);
  return { plain, places };
}
