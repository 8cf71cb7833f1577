import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";

import type { ConversationView } from "../../client/culver.ts";
import { useCulver } from "../hooks/use-culver.tsx";

const pause = 600;

/** What is being written in a conversation: kept a moment after the last stroke, and when one leaves. */
export function useDraft(view: ConversationView): readonly [string, (text: string) => void, () => void] {
  const { conversations } = useCulver();
  const [words, setWords] = useState(view.draft ?? "");
  const kept = useRef(view.draft ?? "");
  const keep = useEffectEvent((): void => {
    if (kept.current === words) return;
    kept.current = words;
    // Failing to keep a draft is no reason to disturb; the next stroke tries again.
    conversations.setDraft(view.id, words).catch(() => {
      kept.current = "";
    });
  });
  useEffect(() => {
    const timer = setTimeout(() => keep(), pause);
    return () => clearTimeout(timer);
  }, [words]);
  useEffect(() => {
    const leave = (): void => keep();
    window.addEventListener("pagehide", leave);
    return () => {
      window.removeEventListener("pagehide", leave);
      leave();
    };
  }, []);
  const forget = useCallback(() => {
    if (kept.current === "") return;
    kept.current = "";
    conversations.setDraft(view.id, "").catch(() => undefined);
  }, [conversations, view.id]);
  return [words, setWords, forget];
}
