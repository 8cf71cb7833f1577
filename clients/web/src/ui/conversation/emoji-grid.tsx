import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";

interface EmojiGridProps {
  readonly title: string;
  readonly emoji: readonly string[];
  readonly onPick: (emoji: string) => void;
}

/** Emoji of one kind. Tab reaches them once, and the arrows, Home and End lead from one to the other. */
export function EmojiGrid({ title, emoji, onPick }: EmojiGridProps): ReactNode {
  const heading = useId();
  const grid = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const buttons = [...(grid.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    const next = reached(event.key, at, buttons);
    if (next === undefined) return;
    event.preventDefault();
    buttons[next]?.focus();
  };
  return (
    <section>
      <h3 id={heading} className="emoji-title">
        {title}
      </h3>
      <div ref={grid} role="toolbar" aria-labelledby={heading} className="emoji-grid" onKeyDown={onKeyDown}>
        {emoji.map((one, index) => (
          <button
            key={one}
            type="button"
            className="palette-emoji"
            tabIndex={index === at ? 0 : -1}
            onFocus={() => setAt(index)}
            onClick={() => onPick(one)}
          >
            {one}
          </button>
        ))}
      </div>
    </section>
  );
}

/** Which of the buttons a key leads to: beside, above or below, as they are laid out. */
function reached(key: string, at: number, buttons: readonly HTMLElement[]): number | undefined {
  const last = buttons.length - 1;
  const here = buttons[at];
  if (here === undefined) return undefined;
  const toRight = getComputedStyle(here).direction === "rtl" ? -1 : 1;
  const columns = Math.max(1, buttons.filter((button) => button.offsetTop === buttons[0]?.offsetTop).length);
  const step = { ArrowRight: toRight, ArrowLeft: -toRight, ArrowDown: columns, ArrowUp: -columns }[key];
  if (step !== undefined) return at + step < 0 || at + step > last ? at : at + step;
  return key === "Home" ? 0 : key === "End" ? last : undefined;
}
