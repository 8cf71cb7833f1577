import { useCallback, useState } from "react";

import { useFailureText } from "./use-culver.tsx";

/** Does one thing at a time: answers whether one is under way, what went wrong with the last, and how to do one. */
export function useBusy(): readonly [boolean, string | undefined, (what: () => Promise<unknown>) => Promise<boolean>] {
  const words = useFailureText();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const act = useCallback(
    async (what: () => Promise<unknown>): Promise<boolean> => {
      setBusy(true);
      setError(undefined);
      try {
        await what();
        return true;
      } catch (failure) {
        setError(words(failure));
        return false;
      } finally {
        setBusy(false);
      }
    },
    [words],
  );
  return [busy, error, act];
}
