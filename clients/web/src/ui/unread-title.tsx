import { useEffect, type ReactNode } from "react";

import { useCulver } from "./hooks/use-culver.tsx";
import { useLive } from "./hooks/use-live.ts";
import { useNow } from "./hooks/use-now.ts";

/** Puts the number of conversations with something unread before the page's title, but not of those that are muted. */
export function UnreadTitle(): ReactNode {
  const list = useLive(useCulver().conversations.list) ?? [];
  const now = useNow();
  const unread = list.filter((chat) => chat.unread > 0 && (chat.mutedUntil ?? 0) <= now).length;
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) Culver` : "Culver";
    return () => {
      // Nobody may be signed in any more.
      document.title = "Culver";
    };
  }, [unread]);
  return null;
}
