import { useEffect, useState, type ReactNode } from "react";

import type { Connection } from "../client/culver.ts";
import { Icon } from "./basics/icon.tsx";
import { classes } from "./basics/classes.ts";
import { useCulver } from "./hooks/use-culver.tsx";
import { useLive } from "./hooks/use-live.ts";
import { useNow } from "./hooks/use-now.ts";
import type { Texts } from "./text/en.ts";
import { useText } from "./text/use-text.tsx";

const patience = 1500;

/** Says what is up when Culver is not live: after a moment, since most interruptions are over before one reads of them. */
export function ConnectionBar(): ReactNode {
  const connection = useLive(useCulver().connection);
  const kind = connection?.is ?? "live";
  const live = kind === "live";
  const [late, setLate] = useState(false);
  // From when it was last live: whatever it tries meanwhile, one attempt after the other, starts no new wait.
  useEffect(() => {
    const timer = setTimeout(() => setLate(!live), live ? 0 : patience);
    return () => clearTimeout(timer);
  }, [live]);
  const visible = connection !== undefined && !live && kind !== "replaced" && late;
  return (
    <div role="status">
      {visible && (
        <div className={classes("connection-bar", kind !== "offline" && "connection-bar-busy")}>
          {kind === "offline" ? <Icon name="offline" size={18} /> : <span className="spinner" aria-hidden="true" />}
          <Words connection={connection} />
        </div>
      )}
    </div>
  );
}

function Words({ connection }: { readonly connection: Connection }): ReactNode {
  const text = useText().connection;
  return (
    <span>
      {words(connection, text)}
      {connection.is === "offline" && connection.retryAt !== undefined && <NextTry at={connection.retryAt} />}
    </span>
  );
}

/** Counts down for the eye; told each second it would be noise to the ear. */
function NextTry({ at }: { readonly at: number }): ReactNode {
  const text = useText().connection;
  const seconds = Math.max(0, Math.ceil((at - useNow(1000)) / 1000));
  return <span aria-hidden="true"> {text.nextTry(seconds)}.</span>;
}

function words(connection: Connection, text: Texts["connection"]): string {
  switch (connection.is) {
    case "connecting":
      return text.connecting;
    case "catching-up":
      return connection.total > 1 ? text.catchingUpShare(connection.done, connection.total) : text.catchingUp;
    case "offline":
      return connection.retryAt === undefined ? text.noNetwork : text.offline;
    default:
      return "";
  }
}
