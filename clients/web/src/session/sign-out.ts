import type { Store } from "../store/store.ts";
import type { Api } from "../transport/http.ts";
import type { Patience } from "../transport/retry.ts";
import { SignedOut } from "../wire/failures.ts";

/**
 * Removes this device from its account, and everything from this browser, whether or not the server answers.
 *
 * @returns false if the server could not be reached: say that the device should be removed on another one
 */
export async function signOut(api: Pick<Api, "signOut">, store: Store, how?: Patience): Promise<boolean> {
  try {
    await api.signOut(how);
    return true;
  } catch (failed) {
    return failed instanceof SignedOut;
  } finally {
    await store.wipe();
  }
}
