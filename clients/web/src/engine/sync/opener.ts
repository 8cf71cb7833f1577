import type { Identifier } from "../../wire/identifiers.ts";
import type { Sealed } from "../history/content.ts";
import { parseContent } from "../history/parse.ts";
import type { RowContent } from "../history/rows.ts";
import { signingKeyOf } from "../people/people.ts";
import type { Cryptography, Self } from "../ports.ts";
import type { State } from "../state.ts";
import type { LogEntry } from "./entries.ts";

type Message = Extract<LogEntry, { readonly is: "message" }>;

/** What an entry turned out to be. */
export type Result =
  | ({ readonly is: "content" } & Sealed)
  | { readonly is: "placeholder"; readonly content: Extract<RowContent, { readonly is: "placeholder" }> }
  /** There is nothing to show. */
  | { readonly is: "nothing" };

export const placeholder = (why: "not-for-this-device" | "unverified" | "newer-version"): Result => ({
  is: "placeholder",
  content: { is: "placeholder", why },
});

/** The key that verifies an entry. This device's own needs no one to list it. */
export function entryKey(
  state: State,
  crypto: Cryptography,
  self: Self,
  entry: { readonly sender: Identifier; readonly device: Identifier },
): string | undefined {
  return entry.sender === self.account && entry.device === self.device
    ? crypto.signingKey()
    : signingKeyOf(state, entry.sender, entry.device);
}

/** Verifies and decrypts a message. */
export async function openMessage(
  state: State,
  crypto: Cryptography,
  self: Self,
  conversation: Identifier,
  entry: Message,
): Promise<Result> {
  const key = entryKey(state, crypto, self, entry);
  if (key === undefined) {
    return placeholder("unverified");
  }
  const place = { conversation, sender: entry.sender, device: entry.device };
  const opened = await crypto.open(place, entry.envelope, key);
  switch (opened.is) {
    case "content":
      return ofContent(opened.bytes);
    case "not-for-this-device":
      return placeholder("not-for-this-device");
    case "unknown-suite":
      return placeholder("newer-version");
    case "refused":
      return placeholder("unverified");
  }
}

function ofContent(bytes: Uint8Array): Result {
  const parsed = parseContent(bytes);
  switch (parsed.is) {
    case "content":
      return parsed;
    case "typing":
      // It belongs into signals: whoever put it into the log is not to disturb anyone by it.
      return { is: "nothing" };
    case "unknown":
      return placeholder("newer-version");
    case "malformed":
      return placeholder("unverified");
  }
}
