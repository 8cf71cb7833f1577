import { useEffect, type ReactNode } from "react";

import type { Culver } from "../client/culver";
import { ErrorBoundary } from "./basics/error-boundary";
import { ToastProvider } from "./basics/toast";
import { CulverProvider, useCulver } from "./hooks/use-culver";
import { useLive } from "./hooks/use-live";
import { useRoute } from "./hooks/use-route";
import { Shell } from "./shell";
import "./style/tokens.css";
import "./style/base.css";
import { TextProvider } from "./text/use-text";
import { Ended, KeysLost, Opening, Replaced } from "./welcome/standing";
import { Profile } from "./welcome/profile";
import { SigningIn, useIdToken } from "./welcome/signing-in";
import { Welcome } from "./welcome/welcome";

/** All of Culver's pages, over a client. */
export function App({ culver }: { readonly culver: Culver }): ReactNode {
  return (
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
}

/** The language and colours that the person prefers. */
function Preferred({ children }: { readonly children: ReactNode }): ReactNode {
  const preferences = useLive(useCulver().preferences.current);
  const theme = preferences?.theme ?? "system";
  useEffect(() => {
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
  }, [theme]);
  return <TextProvider language={preferences?.language ?? "system"}>{children}</TextProvider>;
}

function Standing(): ReactNode {
  const culver = useCulver();
  const standing = useLive(culver.standing);
  const connection = useLive(culver.connection);
  const route = useRoute();
  const [idToken, dropIdToken] = useIdToken();
  if (standing === undefined) return <Opening />;
  if (idToken !== undefined && standing.is !== "keys-lost") {
    return <SigningIn idToken={idToken} onDone={dropIdToken} />;
  }
  switch (standing.is) {
    case "new":
      return <Welcome />;
    case "ended":
      return <Ended why={standing.why} />;
    case "keys-lost":
      return <KeysLost />;
    case "signed-in":
      if (connection?.is === "replaced") return <Replaced />;
      return route.is === "welcome" ? <Profile /> : <Shell route={route} />;
  }
}
