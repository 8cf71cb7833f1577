import { createContext, use, useState, useSyncExternalStore, type ReactNode } from "react";

import { Button, IconButton } from "./basics/button.tsx";
import { Icon } from "./basics/icon.tsx";
import { useText } from "./text/use-text.tsx";

/** A new version of Culver, once there is one. */
export interface Update {
  readonly ready: { readonly current: () => boolean; readonly subscribe: (changed: () => void) => () => void };
  readonly apply: () => void;
}

const UpdateContext = createContext<Update>({
  ready: { current: () => false, subscribe: () => () => undefined },
  apply: () => undefined,
});

/** Gives all below it what tells of a new version. */
export const UpdateProvider = UpdateContext;

/** Says calmly that a new version is ready, and leaves it to the person when to take it. */
export function UpdateBar(): ReactNode {
  const text = useText();
  const { ready, apply } = use(UpdateContext);
  const there = useSyncExternalStore(ready.subscribe, ready.current);
  const [later, setLater] = useState(false);
  return (
    <div role="status">
      {there && !later && (
        <div className="connection-bar connection-bar-busy update-bar">
          <Icon name="download" size={18} />
          <span>{text.update.ready}</span>
          <Button look="plain" onClick={apply}>
            {text.update.reload}
          </Button>
          <IconButton icon="close" size={18} label={text.update.later} onClick={() => setLater(true)} />
        </div>
      )}
    </div>
  );
}
