import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";

import type { ConversationView } from "../../client/culver.ts";
import { useCulver } from "../hooks/use-culver.tsx";

const pause = 600;

/** What is being written in a conversation. */
export interface Writing {
  readonly words: string;
  readonly setWords: (text: string) => void;
  /** Empties the field for a text that is being put into the outbox; it stays in the draft until that is done. */
  readonly hand: (text: string, storing: Promise<boolean>) => void;
}

/** Kept a moment after the last stroke, and when one leaves. */
export function useDraft(view: ConversationView): Writing {
  const { conversations } = useCulver();
  const [words, setWords] = useState(view.draft ?? "");
  const written = useRef(view.draft ?? "");
  const kept = useRef(view.draft ?? "");
  const storing = useRef<readonly string[]>([]);
  const { id } = view;
  const write = useCallback((text: string): void => {
    written.current = text;
    setWords(text);
  }, []);
  const keep = useCallback((): void => {
    const now = joined(...storing.current, written.current);
    if (kept.current === now) return;
    const before = kept.current;
    kept.current = now;
    // Failing to keep a draft is no reason to disturb; the next stroke tries again.
    conversations.setDraft(id, now).catch(() => {
      kept.current = before;
    });
  }, [conversations, id]);
  const hand = useCallback(
    (text: string, done: Promise<boolean>): void => {
      storing.current = [...storing.current, text];
      write("");
      void done.then((stored) => {
        const at = storing.current.indexOf(text);
        storing.current = storing.current.filter((_, index) => index !== at);
        // What could not be stored comes back, before what was written since.
        if (!stored) write(joined(text, written.current));
        keep();
      });
    },
    [keep, write],
  );
  useEffect(() => {
    const timer = setTimeout(keep, pause);
    return () => clearTimeout(timer);
  }, [words, keep]);
  const leave = useEffectEvent(keep);
  useEffect(() => {
    const gone = (): void => leave();
    window.addEventListener("pagehide", gone);
    return () => {
      window.removeEventListener("pagehide", gone);
      gone();
    };
  }, []);
  return { words, setWords: write, hand };
}

const joined = (...texts: readonly string[]): string => texts.filter((text) => text !== "").join("\n");
