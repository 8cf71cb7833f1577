import type { AccountId, ConversationId, Identifier } from "../wire/generated/wire.ts";
import { identifierOf, textOrder } from "../wire/identifiers.ts";
import { sha256 } from "./digest.ts";
import { fields, identifierField } from "./fields.ts";

/** The id of the direct conversation of two accounts, in any order; with oneself the same one twice. */
export function directConversation(one: AccountId, other: AccountId): Promise<ConversationId> {
  const accounts = [one, other].sort(textOrder).map(identifierField);
  return derived("culver direct conversation v1", accounts);
}

/** The id of a group: of the account that creates it and a nonce that it picks at random. */
export const groupConversation = (creator: AccountId, nonce: Identifier): Promise<ConversationId> =>
  derived("culver group v1", [identifierField(creator), identifierField(nonce)]);

const derived = async (domain: string, parts: readonly Uint8Array[]): Promise<ConversationId> =>
  identifierOf((await sha256(fields(domain, ...parts))).subarray(0, 16));
