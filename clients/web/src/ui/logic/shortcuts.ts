/** What the keyboard does wherever one is. */
export type Shortcut = "search" | "new" | "next" | "previous" | "list" | "settings" | "help";

interface Press {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * What a press asks for. Letters alone count only where nobody types; Alt with an arrow and Control (on a Mac: Command)
 * with K always.
 */
export function shortcutOf(press: Press, typing: boolean): Shortcut | undefined {
  const { key } = press;
  const command = press.ctrlKey || press.metaKey;
  if (command && !press.altKey && !press.shiftKey && key.toLowerCase() === "k") return "search";
  if (press.altKey && !command && key === "ArrowDown") return "next";
  if (press.altKey && !command && key === "ArrowUp") return "previous";
  if (typing || command || press.altKey) return undefined;
  switch (key) {
    case "/":
      return "search";
    case "?":
      return "help";
    case "n":
      return "new";
    case ",":
      return "settings";
    case "Escape":
      return "list";
    default:
      return undefined;
  }
}

/** Whether presses at an element are meant for it. */
export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
}
