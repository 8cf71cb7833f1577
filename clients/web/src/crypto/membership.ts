import { fromBase64, toBase64 } from "../wire/base64.ts";
import type { Bytes } from "../wire/bytes.ts";
import type { AccountId, ConversationId } from "../wire/generated/wire.ts";
import { textOrder } from "../wire/identifiers.ts";
import { fields, identifierField, integerField, textField } from "./fields.ts";
import { importSigningKey, sign, verify, type DeviceKeys } from "./keys.ts";

/** An account with its role, which may be newer than this client. */
export interface SignedMember {
  readonly account: AccountId;
  readonly role: string;
}

/** A change of members as it is signed. Accounts are put into text order. */
export type SignedChange =
  /** Of a direct conversation: both accounts, or oneself alone. */
  | { readonly type: "created"; readonly kind: "direct"; readonly members: readonly AccountId[] }
  | { readonly type: "created"; readonly kind: "group"; readonly members: readonly SignedMember[] }
  | { readonly type: "added"; readonly members: readonly SignedMember[] }
  | { readonly type: "removed"; readonly accounts: readonly AccountId[] }
  | { readonly type: "left" }
  | { readonly type: "role"; readonly account: AccountId; readonly role: string };

/** Signs a change over the one before it; 0 for the first. Base64, as on the wire. */
export const signChange = async (
  keys: DeviceKeys,
  conversation: ConversationId,
  after: number,
  change: SignedChange,
): Promise<string> => toBase64(await sign(keys, changeBytes(conversation, after, change)));

/** Whether a device has signed a change. `signingKey` and `signature` in base64; what is no key signs nothing. */
export async function verifyChange(
  signingKey: string,
  conversation: ConversationId,
  after: number,
  change: SignedChange,
  signature: string,
): Promise<boolean> {
  const key = await importSigningKey(fromBase64(signingKey) ?? new Uint8Array(0));
  const signed = fromBase64(signature);
  return key !== undefined && signed !== undefined && verify(key, changeBytes(conversation, after, change), signed);
}

/** What is signed (contract/README.md, "Changes of members"). */
export const changeBytes = (conversation: ConversationId, after: number, change: SignedChange): Bytes =>
  fields(
    "culver membership v1",
    identifierField(conversation),
    integerField(after),
    textField(change.type),
    ...detail(change),
  );

function detail(change: SignedChange): Bytes[] {
  switch (change.type) {
    case "created":
      return [
        textField(change.kind),
        ...(change.kind === "direct" ? inOrder(change.members) : withRoles(change.members)),
      ];
    case "added":
      return withRoles(change.members);
    case "removed":
      return inOrder(change.accounts);
    case "left":
      return [];
    case "role":
      return [identifierField(change.account), textField(change.role)];
  }
}

const inOrder = (accounts: readonly AccountId[]): Bytes[] => [...accounts].sort(textOrder).map(identifierField);

const withRoles = (members: readonly SignedMember[]): Bytes[] =>
  [...members]
    .sort((one, other) => textOrder(one.account, other.account))
    .flatMap(({ account, role }) => [identifierField(account), textField(role)]);
