/** Whether a name has a word that begins with what is looked for, or has it within; case and accents do not count. */
export function matches(name: string | undefined, query: string): boolean {
  return name !== undefined && plain(name).includes(plain(query.replace(/^@/u, "")));
}

function plain(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}

/** The stretch of a text around the words looked for, about 120 characters, on one line. */
export function around(text: string, query: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  const at = line.toLocaleLowerCase().indexOf(query.toLocaleLowerCase());
  if (at < 50) return line.slice(0, 140);
  const from = line.lastIndexOf(" ", at - 30) + 1;
  return `… ${line.slice(at - from > 60 ? at - 30 : from, at + 110)}`;
}
