import type { Preferences } from "../../client/culver.ts";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { useLive } from "../hooks/use-live.ts";

/** The preferences of this browser, and how to change them. */
export function usePreferences(): readonly [Preferences | undefined, (change: Partial<Preferences>) => void] {
  const { preferences } = useCulver();
  const attempt = useAttempt();
  return [useLive(preferences.current), (change) => void attempt(preferences.set(change))];
}
