import { useState } from "react";

/** The way to the newest lines, wherever in the conversation one is. */
export interface Newest {
  readonly go: () => void;
  /** How often somebody has gone there. */
  readonly gone: number;
}

/** @param leave what shows the newest lines instead of those that are shown; needed where `elsewhere` */
export function useNewest(elsewhere: boolean, leave: () => void): Newest {
  const [gone, setGone] = useState(0);
  const go = (): void => {
    if (elsewhere) leave();
    setGone((before) => before + 1);
  };
  return { go, gone };
}
