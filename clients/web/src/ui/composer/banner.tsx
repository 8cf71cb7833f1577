import { useMemo, type ReactNode } from "react";

import { IconButton } from "../basics/button.tsx";
import { Icon } from "../basics/icon.tsx";
import { useSpeech } from "../hooks/use-speech.ts";
import { excerptOf, nameIn } from "../logic/describe.ts";
import { useText } from "../text/use-text.tsx";
import type { ComposerMode } from "./use-aside.tsx";

interface BannerProps {
  readonly mode: Exclude<ComposerMode, { readonly is: "plain" }>;
  readonly onStop: () => void;
}

/** Above the field: what is replied to, or edited. */
export function Banner({ mode, onStop }: BannerProps): ReactNode {
  const text = useText().composer;
  const { line } = mode;
  const speech = useSpeech(useMemo(() => [line.author], [line.author]));
  const reply = mode.is === "reply";
  return (
    <div className="composer-banner">
      <Icon name={reply ? "reply" : "edit"} size={20} />
      <span className="composer-banner-words">
        <span className="composer-banner-title one-line">
          {reply ? text.replyingTo(nameIn(speech, line.author)) : text.editing}
        </span>
        <bdi className="one-line">{excerptOf(line, speech)}</bdi>
      </span>
      <IconButton icon="close" size={20} label={reply ? text.replyCancel : text.editCancel} onClick={onStop} />
    </div>
  );
}
