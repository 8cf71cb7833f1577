import { generateKey } from "../crypto/aes.ts";
import { valid, type Database } from "./schema.ts";
import { sealRow, unsealRow } from "./sealing.ts";
import { KeysLost, type KeyStore } from "./store.ts";

/** A row that tells whether the storage key is the one that the others were sealed with. */
export const CANARY = "canary";

/**
 * The key that rows are sealed with; made when the database is new. Throws KeysLost if it is gone while rows are there,
 * or is another one: browsers do lose a part of what they keep.
 */
export async function storageKey(database: Database): Promise<CryptoKey> {
  const fresh = await generateKey();
  const sealedCanary = await sealRow(fresh, "meta", CANARY, undefined, CANARY);
  // Two tabs may open the new database at once; the first one's key is everybody's.
  const transaction = database.transaction(["keys", "meta"], "readwrite");
  const kept = await transaction.objectStore("keys").get("storage");
  const rows = await transaction.objectStore("meta").count();
  if (kept === undefined && rows === 0) {
    await transaction.objectStore("keys").put({ key: "storage", storage: fresh });
    await transaction.objectStore("meta").put(sealedCanary);
    await transaction.done;
    return fresh;
  }
  await transaction.done;
  const canary = await database.get("meta", valid(CANARY));
  if (!(kept?.storage instanceof CryptoKey) || canary === undefined) {
    throw new KeysLost("the storage key is gone");
  }
  await unsealRow(kept.storage, "meta", canary);
  return kept.storage;
}

/** The device's keys in this database. */
export const keyStore = (database: Database): KeyStore => ({
  async deviceKeys() {
    return (await database.get("keys", "device"))?.device;
  },
  async keepDeviceKeys(fresh) {
    const transaction = database.transaction("keys", "readwrite", { durability: "strict" });
    const kept = (await transaction.store.get("device"))?.device;
    if (kept === undefined) {
      await transaction.store.put({ key: "device", device: fresh });
    }
    await transaction.done;
    return kept ?? fresh;
  },
});
