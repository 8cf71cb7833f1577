import { decryptWithNonce, encryptWithNonce } from "../crypto/aes.ts";
import { fields, textField } from "../crypto/fields.ts";
import type { Bytes } from "../wire/bytes.ts";
import { decodeRow, encodeRow } from "./codec.ts";
import { valid, type SealedRow } from "./schema.ts";
import { KeysLost, type Key, type StoreName } from "./store.ts";

/** Seals a row for its place: in another store, or under another key or index, it does not unseal. */
export async function sealRow(
  storageKey: CryptoKey,
  store: StoreName,
  key: Key,
  index: Key | undefined,
  row: unknown,
): Promise<SealedRow> {
  const at = { key: valid(key), ...(index === undefined ? {} : { index: valid(index) }) };
  return { ...at, sealed: await encryptWithNonce(storageKey, placeOf(store, at), encodeRow(row)) };
}

/** Unseals a row. Throws KeysLost if it was not sealed with this key for this place. */
export async function unsealRow(storageKey: CryptoKey, store: StoreName, row: SealedRow): Promise<unknown> {
  const bytes = await decryptWithNonce(storageKey, placeOf(store, row), row.sealed);
  if (bytes === undefined) {
    throw new KeysLost(`a row of ${store} does not unseal`);
  }
  return decodeRow(bytes);
}

const placeOf = (store: StoreName, { key, index }: Omit<SealedRow, "sealed">): Bytes =>
  fields("culver row v1", textField(store), textField(JSON.stringify([key, index ?? null])));
