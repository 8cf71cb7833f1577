import { createContext, use } from "react";

import type { Line } from "../../client/culver.ts";

/** What lines can ask for; the page does it. */
export interface LineCommands {
  readonly openMenu: (line: Line, anchor: Element) => void;
  readonly pickReaction: (line: Line, anchor: Element) => void;
  readonly react: (line: Line, emoji: string | undefined) => void;
  readonly reply: (line: Line) => void;
  readonly retry: (line: Line) => void;
  readonly discard: (line: Line) => void;
  readonly view: (line: Line, attachment: string) => void;
}

const nothing = (): void => undefined;

export const LineContext = createContext<LineCommands>({
  openMenu: nothing,
  pickReaction: nothing,
  react: nothing,
  reply: nothing,
  retry: nothing,
  discard: nothing,
  view: nothing,
});

/** What lines can ask for. */
export function useLineCommands(): LineCommands {
  return use(LineContext);
}
