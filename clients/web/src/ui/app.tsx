import { useCallback, useEffect, type ReactNode } from "react";

import type { Culver } from "../client/culver.ts";
import { ErrorBoundary } from "./basics/error-boundary.tsx";
import { ToastProvider } from "./basics/toast.tsx";
import { CulverProvider, useCulver } from "./hooks/use-culver.tsx";
import { useLive } from "./hooks/use-live.ts";
import { goTo, useRoute } from "./hooks/use-route.ts";
import { useStrayDrops } from "./hooks/use-stray-drops.ts";
import { dropGoal, goal, keepGoal } from "./logic/goal.ts";
import { colour } from "./logic/theme.ts";
import { Shell } from "./shell.tsx";
import "./style/tokens.css";
import "./style/base.css";
import { TextProvider } from "./text/use-text.tsx";
import { UpdateProvider, type Update } from "./update-bar.tsx";
import { Ended, KeysLost, Opening, Replaced, Stuck } from "./welcome/standing.tsx";
import { Profile } from "./welcome/profile.tsx";
import { SigningIn, useIdToken } from "./welcome/signing-in.tsx";
import { Welcome } from "./welcome/welcome.tsx";

/** All of Culver's pages, over a client. */
export function App({ culver, update }: { readonly culver: Culver; readonly update?: Update }): ReactNode {
  useStrayDrops();
  const pages = (
    <CulverProvider value={culver}>
      <Preferred>
        <ErrorBoundary>
          <ToastProvider>
            <Standing />
          </ToastProvider>
        </ErrorBoundary>
      </Preferred>
    </CulverProvider>
  );
  return update === undefined ? pages : <UpdateProvider value={update}>{pages}</UpdateProvider>;
}

/** The language and colours that the person prefers. */
function Preferred({ children }: { readonly children: ReactNode }): ReactNode {
  const preferences = useLive(useCulver().preferences.current);
  const theme = preferences?.theme ?? "system";
  useEffect(() => {
    colour(document, theme);
  }, [theme]);
  return <TextProvider language={preferences?.language ?? "system"}>{children}</TextProvider>;
}

function Standing(): ReactNode {
  const culver = useCulver();
  const standing = useLive(culver.standing);
  const connection = useLive(culver.connection);
  const route = useRoute();
  const [idToken, dropIdToken] = useIdToken();
  const done = useCallback(
    (newAccount: boolean): void => {
      // Another device of theirs has set a profile, though this one may not be able to read it yet.
      if (!newAccount) goTo(goal(), "replace");
      dropIdToken();
    },
    [dropIdToken],
  );
  const is = standing?.is;
  useEffect(() => {
    if (is === "new" || is === "ended") keepGoal(route);
    else if (is === "signed-in" && idToken === undefined && route.is !== "welcome") dropGoal();
  }, [is, idToken, route]);
  if (standing === undefined) return <Opening />;
  if (idToken !== undefined && standing.is !== "keys-lost" && standing.is !== "stuck") {
    return <SigningIn idToken={idToken} onDone={done} />;
  }
  switch (standing.is) {
    case "new":
      return <Welcome />;
    case "ended":
      return <Ended />;
    case "keys-lost":
      return <KeysLost />;
    case "stuck":
      return <Stuck why={standing.why} />;
    case "signed-in":
      if (connection?.is === "replaced") return <Replaced />;
      return route.is === "welcome" ? <Profile /> : <Shell route={route} />;
  }
}
