import type { Preferences } from "../../client/culver";
import { useAttempt, useCulver } from "../hooks/use-culver";
import { useLive } from "../hooks/use-live";

/** The preferences of this browser, and how to change them. */
export function usePreferences(): readonly [Preferences | undefined, (change: Partial<Preferences>) => void] {
  const { preferences } = useCulver();
  const attempt = useAttempt();
  return [useLive(preferences.current), (change) => void attempt(preferences.set(change))];
}
