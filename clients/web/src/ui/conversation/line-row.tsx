import { memo, useMemo, type ReactNode } from "react";

import { classes } from "../basics/classes.ts";
import { Icon } from "../basics/icon.tsx";
import { useSpeech } from "../hooks/use-speech.ts";
import { accountsOf } from "../list/conversation-row.tsx";
import { noteOf } from "../logic/describe.ts";
import { useText } from "../text/use-text.tsx";
import { Bubble, type BubbleProps } from "./bubble.tsx";
import "./lines.css";

interface LineRowProps extends Omit<BubbleProps, "speech"> {
  /** How many lines say the same. */
  readonly count?: number;
}

/** A line: a bubble, or a note across the conversation. */
export const LineRow = memo(function LineRow({ count = 1, ...props }: LineRowProps): ReactNode {
  const { line, last, active, flash } = props;
  const text = useText();
  const accounts = useMemo(
    () => [
      ...accountsOf(line),
      ...(line.reply ? [line.reply.author] : []),
      ...line.reactions.flatMap((one) => one.accounts),
    ],
    [line],
  );
  const speech = useSpeech(accounts);
  const note = noteOf(line, speech, count);
  if (note === undefined) return <Bubble {...props} speech={speech} />;
  const unproven = line.body.is === "membership" && !line.body.verified;
  const calls = line.body.is === "placeholder" || unproven;
  return (
    <div
      data-line={line.key}
      role="article"
      tabIndex={active ? 0 : -1}
      className={classes("note", calls && "note-calls", last && "note-last", flash && "flash")}
    >
      {line.body.is === "lifetime" && <Icon name="hourglass" size={15} />}
      {(line.body.is === "new-device" || line.body.is === "removed-device") && <Icon name="device" size={15} />}
      {calls && <Icon name="info" size={15} />}
      <span>
        {note}
        {unproven && ` (${text.chat.unverifiedChange})`}
      </span>
    </div>
  );
});
