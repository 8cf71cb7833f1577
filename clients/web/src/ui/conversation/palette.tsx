import type { ReactNode } from "react";

import { IconButton } from "../basics/button.tsx";
import { classes } from "../basics/classes.ts";
import { useText } from "../text/use-text.tsx";

const few = ["👍", "❤️", "😂", "😮", "😢", "🙏"];

interface PaletteProps {
  /** One's present reaction; picking it again takes it back. */
  readonly own: string | undefined;
  readonly onPick: (emoji: string | undefined) => void;
  readonly onMore: () => void;
}

/** A few emoji to react with, and the way to all others. */
export function Palette({ own, onPick, onMore }: PaletteProps): ReactNode {
  const text = useText().chat;
  const shown = own === undefined || few.includes(own) ? few : [own, ...few.slice(0, -1)];
  return (
    <div className="palette" role="group" aria-label={text.react}>
      {shown.map((emoji) => (
        <button
          key={emoji}
          type="button"
          className={classes("palette-emoji", emoji === own && "palette-own")}
          aria-label={text.reactWith(emoji)}
          aria-pressed={emoji === own}
          onClick={() => onPick(emoji === own ? undefined : emoji)}
        >
          {emoji}
        </button>
      ))}
      <IconButton icon="plus" label={text.reactMore} onClick={onMore} />
    </div>
  );
}
