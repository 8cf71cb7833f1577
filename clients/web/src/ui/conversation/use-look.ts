import { useEffect } from "react";

import type { Identifier } from "../../client/culver.ts";
import { useCulver } from "../hooks/use-culver.tsx";
import { useLive } from "../hooks/use-live.ts";

/** Tells that somebody looks at a conversation: when it is opened, when one comes back to it, and when the network does. */
export function useLook(conversation: Identifier): void {
  const { conversations, connection } = useCulver();
  const live = useLive(connection)?.is === "live";
  useEffect(() => {
    if (!live) return;
    const look = (): void => {
      // What cannot be asked now is asked the next time; what was known stays shown.
      if (document.visibilityState === "visible") conversations.look(conversation).catch(() => undefined);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [conversations, conversation, live]);
}
