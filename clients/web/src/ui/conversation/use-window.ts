import { useEffect, useMemo, useSyncExternalStore } from "react";

import type { Identifier, LineWindow, MessageActions } from "../../client/culver.ts";
import { useCulver } from "../hooks/use-culver.tsx";

type OpenWindow = ReturnType<MessageActions["window"]>;

/** A stretch of a conversation for as long as it is looked at. */
export interface ShownWindow {
  readonly window: LineWindow | undefined;
  /** Loads more at an end; while that is under way, asking again does nothing. */
  readonly older: () => void;
  readonly newer: () => void;
}

/** Opens a window over the lines around a key, or over the newest; closes it when it is no longer shown. */
export function useWindow(conversation: Identifier, around: string | undefined): ShownWindow {
  const { messages } = useCulver();
  const store = useMemo(
    () => windowStore(() => messages.window(conversation, around)),
    [messages, conversation, around],
  );
  const window = useSyncExternalStore(store.subscribe, store.current);
  useEffect(() => store.reset, [store]);
  return useMemo(() => ({ window, older: store.older, newer: store.newer }), [window, store]);
}

function windowStore(open: () => OpenWindow): {
  readonly subscribe: (changed: () => void) => () => void;
  readonly current: () => LineWindow | undefined;
  readonly older: () => void;
  readonly newer: () => void;
  readonly reset: () => void;
} {
  let opened: OpenWindow | undefined;
  let users = 0;
  let busy = false;
  const load = (which: "loadOlder" | "loadNewer"): void => {
    if (busy || opened === undefined) return;
    busy = true;
    const free = (): void => {
      busy = false;
    };
    opened[which]().then(free, free);
  };
  return {
    subscribe: (changed) => {
      opened ??= open();
      users += 1;
      const stop = opened.subscribe(changed);
      return () => {
        stop();
        users -= 1;
        if (users > 0) return;
        opened?.close();
        opened = undefined;
      };
    },
    current: () => opened?.current(),
    older: () => load("loadOlder"),
    newer: () => load("loadNewer"),
    reset: () => {
      busy = false;
    },
  };
}
