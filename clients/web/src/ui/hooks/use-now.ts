import { useEffect, useState, useSyncExternalStore } from "react";

/** The time, told anew each `every` milliseconds. */
export function useNow(every = 60_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}

/** Whether the window is as a media query says. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query);
      list.addEventListener("change", changed);
      return () => list.removeEventListener("change", changed);
    },
    () => window.matchMedia(query).matches,
  );
}

/** Whether there is room for two panes; and for three. */
export function usePanes(): 1 | 2 | 3 {
  const two = useMedia("(min-width: 760px)");
  const three = useMedia("(min-width: 1240px)");
  return three ? 3 : two ? 2 : 1;
}
