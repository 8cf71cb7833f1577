import type { ConversationSummary } from "../../client/culver.ts";
import type { Texts } from "../text/en.ts";
import { callName, tameName } from "./names.ts";

/** What to call a conversation; never empty. */
export function titleOf(
  chat: Pick<ConversationSummary, "kind" | "title" | "with"> & { readonly own?: boolean },
  text: Pick<Texts, "common" | "list">,
): string {
  return chat.kind === "group"
    ? (tameName(chat.title) ?? text.list.group)
    : callName(chat.with, chat.title, text.common);
}
