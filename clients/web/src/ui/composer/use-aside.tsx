import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
  type SetStateAction,
} from "react";

import type { Identifier, Line } from "../../client/culver.ts";

/** What the field is used for besides writing something new. */
export type ComposerMode =
  | { readonly is: "plain" }
  | { readonly is: "reply"; readonly line: Line }
  | { readonly is: "edit"; readonly line: Line };

/** What goes along with the words that are being written in a conversation. */
interface Aside {
  readonly mode: ComposerMode;
  readonly files: readonly File[];
}

const nothing: Aside = { mode: { is: "plain" }, files: [] };

interface Asides {
  readonly of: (conversation: Identifier) => Aside;
  readonly set: (conversation: Identifier, change: (before: Aside) => Aside) => void;
  readonly subscribe: (changed: () => void) => () => void;
}

function asides(): Asides {
  const kept = new Map<Identifier, Aside>();
  const listeners = new Set<() => void>();
  const of = (conversation: Identifier): Aside => kept.get(conversation) ?? nothing;
  return {
    of,
    set(conversation, change) {
      const now = change(of(conversation));
      if (now.mode.is === "plain" && now.files.length === 0) kept.delete(conversation);
      else kept.set(conversation, now);
      for (const listener of [...listeners]) listener();
    },
    subscribe(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
}

const AsidesContext = createContext<Asides | undefined>(undefined);

/**
 * Keeps what goes along with drafts for as long as it is shown: in memory, since the browser gives files for as long as
 * the page is open. Shown to somebody who is signed in, so that nothing outlives that.
 */
export function AsidesProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const [kept] = useState(asides);
  return <AsidesContext value={kept}>{children}</AsidesContext>;
}

function useKept(): Asides {
  const kept = use(AsidesContext);
  if (kept === undefined) throw new Error("nothing keeps what goes along with drafts");
  return kept;
}

/** What goes along with the draft of a conversation that may be elsewhere on the page. */
export function useAsideOf(conversation: Identifier): Aside {
  const kept = useKept();
  return useSyncExternalStore(
    kept.subscribe,
    useCallback(() => kept.of(conversation), [kept, conversation]),
  );
}

export interface KeptAside extends Aside {
  readonly setMode: (change: SetStateAction<ComposerMode>) => void;
  readonly setFiles: (change: SetStateAction<readonly File[]>) => void;
}

/** What goes along with the draft of a conversation: still there when one comes back to it. */
export function useAside(conversation: Identifier): KeptAside {
  const kept = useKept();
  const aside = useAsideOf(conversation);
  const setters = useMemo(
    () => ({
      setMode: (change: SetStateAction<ComposerMode>) =>
        kept.set(conversation, (before) => ({ ...before, mode: changed(before.mode, change) })),
      setFiles: (change: SetStateAction<readonly File[]>) =>
        kept.set(conversation, (before) => ({ ...before, files: changed(before.files, change) })),
    }),
    [kept, conversation],
  );
  // Whoever leaves an edit leaves the message as it is.
  useEffect(() => () => setters.setMode((mode) => (mode.is === "edit" ? nothing.mode : mode)), [setters]);
  return { ...aside, ...setters };
}

const changed = <T,>(before: T, change: SetStateAction<T>): T =>
  typeof change === "function" ? (change as (before: T) => T)(before) : change;
