import type { ReactNode } from "react";

import { Icon } from "../basics/icon.tsx";
import { useText } from "../text/use-text.tsx";

/** Characters of one message: in whatever script they are written, they fit into an envelope. */
export const longest = 20_000;

/** Below a field with more than one message holds: by how much, and what to do. Nothing is cut without asking. */
export function TooLong({ id, by }: { readonly id: string; readonly by: number }): ReactNode {
  const text = useText().composer;
  return (
    <p id={id} role="status" className={by > 0 ? "composer-hint" : "unseen"}>
      {by > 0 && (
        <>
          <Icon name="failed" size={16} />
          <span>{text.tooLong(by, longest)}</span>
        </>
      )}
    </p>
  );
}
