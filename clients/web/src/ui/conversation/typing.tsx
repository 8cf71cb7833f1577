import type { ReactNode } from "react";

import type { Identifier } from "../../client/culver.ts";
import { useSpeech } from "../hooks/use-speech.ts";
import { nameIn } from "../logic/describe.ts";
import { useText } from "../text/use-text.tsx";
import "./lines.css";

/** Who is writing. Not told to assistive technology: it would never be quiet. */
export function Typing({ accounts }: { readonly accounts: readonly Identifier[] }): ReactNode {
  const text = useText().chat;
  const speech = useSpeech(accounts);
  const [first, second] = accounts;
  if (first === undefined) return null;
  const words =
    second === undefined
      ? text.typingOne(nameIn(speech, first))
      : accounts.length === 2
        ? text.typingTwo(nameIn(speech, first), nameIn(speech, second))
        : text.typingMany;
  return (
    <div className="typing" aria-hidden="true">
      <span className="typing-dots">
        <span />
        <span />
        <span />
      </span>
      {words}
    </div>
  );
}
