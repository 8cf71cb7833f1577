/** What somebody has typed or scanned to find a person by. */
export type Who =
  | { readonly is: "handle"; readonly handle: string }
  | { readonly is: "number"; readonly number: string }
  /** From a link: a handle, or an account's identifier. */
  | { readonly is: "link"; readonly whom: string };

/**
 * Reads a handle (3 to 30 of `a-z`, `0-9`, `_`, with or without `@`), a phone number with its country code, or a link of
 * Culver's. Undefined if it is none of them (yet).
 */
export function parseWho(typed: string): Who | undefined {
  const text = typed.trim();
  const link = /#\/with\/([^/?#\s]+)/u.exec(text)?.[1];
  if (link !== undefined) {
    const whom = decoded(link);
    return whom === undefined ? undefined : { is: "link", whom };
  }
  const digits = text.replace(/[\s()./-]/gu, "").replace(/^00/u, "+");
  if (/^\+[1-9]\d{6,14}$/u.test(digits)) return { is: "number", number: digits };
  const handle = text.replace(/^@/u, "").toLowerCase();
  return isHandle(handle) ? { is: "handle", handle } : undefined;
}

/** Whether something is a handle as on the wire. */
export function isHandle(text: string): boolean {
  return /^[a-z][a-z0-9_]{2,29}$/u.test(text);
}

/** Whether something is an account's identifier as on the wire. */
export function isIdentifier(text: string): boolean {
  return /^[A-Za-z0-9_-]{21}[AQgw]$/u.test(text);
}

/** The link that leads to somebody, from the address of this page. */
export function linkTo(whom: string, location: { readonly origin: string; readonly pathname: string }): string {
  return `${location.origin}${location.pathname}#/with/${encodeURIComponent(whom)}`;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
