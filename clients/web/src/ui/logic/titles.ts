import type { ConversationSummary } from "../../client/culver";
import type { Texts } from "../text/en";
import { tameName } from "./names";

/** What to call a conversation; never empty. */
export function titleOf(
  chat: Pick<ConversationSummary, "kind" | "title"> & { readonly own?: boolean },
  text: Pick<Texts, "common" | "list">,
): string {
  return tameName(chat.title) ?? (chat.kind === "group" ? text.list.group : text.common.unknown);
}
