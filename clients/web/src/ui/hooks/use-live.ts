import { useCallback, useSyncExternalStore } from "react";

import type { Live } from "../../client/culver.ts";

/** The value of something live, undefined until it has been read. The same object has to be passed at each rendering. */
export function useLive<T>(live: Live<T>): T | undefined {
  return useSyncExternalStore(
    // The same at each rendering: who subscribes anew opens a conversation anew.
    useCallback((changed: () => void) => live.subscribe(changed), [live]),
    () => live.current(),
  );
}
