import { useEffect, useEffectEvent, useMemo, useRef, useState, type ReactNode } from "react";

import type { Line } from "../../client/culver.ts";
import { useSpeech } from "../hooks/use-speech.ts";
import { announcement, newcomers } from "../logic/announce.ts";

const quiet = 1200;

/** Tells assistive technology of new lines in the open conversation: collected for a moment, never more than a few. */
export function Announcer({ lines }: { readonly lines: readonly Line[] | undefined }): ReactNode {
  const [said, setSaid] = useState("");
  const told = useRef<string>(undefined);
  const authors = useMemo(() => (lines ?? []).slice(-20).map((line) => line.author), [lines]);
  const speech = useSpeech(authors);
  const say = useEffectEvent(() => {
    if (lines === undefined) return;
    const words = announcement(newcomers(lines, told.current), speech);
    told.current = lines.at(-1)?.key;
    if (words !== "" && document.visibilityState === "visible") setSaid(words);
  });
  useEffect(() => {
    if (lines === undefined) return;
    if (told.current === undefined) {
      told.current = lines.at(-1)?.key;
      return;
    }
    const timer = setTimeout(() => say(), quiet);
    return () => clearTimeout(timer);
  }, [lines]);
  return (
    <div className="unseen" role="status">
      {said}
    </div>
  );
}
