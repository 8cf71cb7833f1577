import type { ReactNode } from "react";

import type { Line } from "../../client/culver.ts";
import { classes } from "../basics/classes.ts";
import { nameIn, type Speech } from "../logic/describe.ts";
import { useLineCommands } from "./line-context.ts";
import "./doing.css";

/** Who has reacted how; a press joins in, or takes one's own back. */
export function Reactions({
  line,
  speech,
  tabIndex,
}: {
  readonly line: Line;
  readonly speech: Speech;
  readonly tabIndex: 0 | -1;
}): ReactNode {
  const commands = useLineCommands();
  return (
    <span className="reactions">
      {line.reactions.map((reaction) => {
        const names = reaction.accounts.map((account) => nameIn(speech, account)).join(speech.text.common.comma);
        const words = speech.text.chat.reaction(reaction.emoji, names);
        return (
          <button
            key={reaction.emoji}
            type="button"
            className={classes("reaction", reaction.own && "reaction-own")}
            aria-pressed={reaction.own}
            title={words}
            tabIndex={tabIndex}
            onClick={() => commands.react(line, reaction.own ? undefined : reaction.emoji)}
          >
            <bdi className="reaction-emoji" aria-hidden="true">
              {reaction.emoji}
            </bdi>
            {reaction.accounts.length > 1 && <span aria-hidden="true">{reaction.accounts.length}</span>}
            <span className="unseen">{words}</span>
          </button>
        );
      })}
    </span>
  );
}
