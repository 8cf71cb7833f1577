import type { ConversationSummary } from "../../client/culver.ts";
import type { Texts } from "../text/en.ts";
import { tameName } from "./names.ts";

/** What to call a conversation; never empty. */
export function titleOf(
  chat: Pick<ConversationSummary, "kind" | "title"> & { readonly own?: boolean },
  text: Pick<Texts, "common" | "list">,
): string {
  return tameName(chat.title) ?? (chat.kind === "group" ? text.list.group : text.common.unknown);
}
