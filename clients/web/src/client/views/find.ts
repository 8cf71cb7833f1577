import type { MessageRow } from "../../engine/history/rows.ts";
import type { EngineStore } from "../../engine/store.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import type { Mirror } from "../tabs/mirror.ts";

/** The line that a key names, in the history. */
export async function findLine(
  store: EngineStore,
  mirror: Mirror,
  conversation: Identifier,
  key: string,
): Promise<MessageRow | undefined> {
  if (key.startsWith("~")) {
    const order = Number(key.slice(1));
    // Links name lines, and anybody can write a link.
    return Number.isSafeInteger(order) && order > 0 ? await store.line(conversation, order) : undefined;
  }
  const [device, id] = key.split(".");
  if (device === undefined || id === undefined) {
    return undefined;
  }
  const found = await store.find(conversation, device, id);
  // A message that was written before this browser became another device of the account was sent by the new one.
  return found ?? (mirror.self === undefined ? undefined : await store.find(conversation, mirror.self.device, id));
}
