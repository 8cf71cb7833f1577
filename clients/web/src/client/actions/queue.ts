import type { Content } from "../../engine/history/content.ts";
import type { ConversationRow } from "../../engine/history/rows.ts";
import { freshItem } from "../../engine/outbox/fresh.ts";
import type { OutboxRow } from "../../engine/outbox/rows.ts";
import { hasEnded } from "../../engine/state.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import { Failure } from "../culver.ts";
import type { Tab } from "../tab.ts";

/** A conversation, though this tab may not have heard yet that it is there. */
export async function conversationOf({ mirror, store }: Tab, id: Identifier): Promise<ConversationRow> {
  const row = mirror.conversations.get(id) ?? (await store.conversation(id));
  if (row === undefined) {
    throw new Failure("not-found");
  }
  return row;
}

/** A message for the end of a conversation's queue. Throws {@link Failure} where one cannot write. */
export async function itemFor(tab: Tab, conversation: Identifier, content: Content): Promise<OutboxRow> {
  const { self } = tab.mirror;
  if (self === undefined) {
    throw new Failure("signed-out");
  }
  if (hasEnded(await conversationOf(tab, conversation))) {
    throw new Failure("no-member");
  }
  return freshItem(tab.ground.environment, self, conversation, content);
}
