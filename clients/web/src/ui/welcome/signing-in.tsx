import { useCallback, useEffect, useState, type ReactNode } from "react";

import { Failure } from "../../client/culver.ts";
import { Button, ButtonLink } from "../basics/button.tsx";
import { Empty } from "../basics/empty.tsx";
import { useCulver, useFailureText } from "../hooks/use-culver.tsx";
import { deviceName } from "../logic/device-name.ts";
import { useText } from "../text/use-text.tsx";

const place = "culver-id-token";

/** What the sign-in page has handed over, until it is used or dropped. It is taken out of the storage at once. */
export function useIdToken(): readonly [string | undefined, () => void] {
  const [token, setToken] = useState(take);
  return [token, useCallback(() => setToken(undefined), [])];
}

function take(): string | undefined {
  const token = sessionStorage.getItem(place) ?? undefined;
  sessionStorage.removeItem(place);
  return token;
}

// Survives the double mounting of React's strict mode: a token is used once.
const under = new Map<string, Promise<{ readonly newAccount: boolean }>>();

interface SigningInProps {
  readonly idToken: string;
  readonly onDone: (newAccount: boolean) => void;
}

/** Signs in with what the sign-in page has got, and says how it goes. */
export function SigningIn({ idToken, onDone }: SigningInProps): ReactNode {
  const text = useText();
  const words = useFailureText();
  const { account } = useCulver();
  const [failed, setFailed] = useState<unknown>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let wanted = true;
    const key = `${tries} ${idToken}`;
    const going = under.get(key) ?? account.signIn(idToken, deviceName(navigator.userAgent, text.welcome));
    under.set(key, going);
    going.then(
      ({ newAccount }) => wanted && onDone(newAccount),
      (why: unknown) => wanted && setFailed(why),
    );
    return () => {
      wanted = false;
    };
  }, [account, idToken, onDone, text.welcome, tries]);
  if (failed === undefined) {
    return (
      <main className="standing">
        <div className="empty" role="status">
          <span className="spinner" aria-hidden="true" />
          <h1 className="empty-title">{text.welcome.signingIn}</h1>
        </div>
      </main>
    );
  }
  const refused = failed instanceof Failure && failed.reason === "sign-in-refused";
  return (
    <main className="standing">
      <Empty
        icon="failed"
        level={1}
        title={text.welcome.signInFailed}
        actions={
          <>
            {!refused && (
              <Button
                look="filled"
                onClick={() => {
                  setFailed(undefined);
                  setTries(tries + 1);
                }}
              >
                {text.common.retry}
              </Button>
            )}
            <ButtonLink look={refused ? "filled" : "plain"} href="sign-in.html">
              {text.standing.signIn}
            </ButtonLink>
          </>
        }
      >
        {words(failed)}
      </Empty>
    </main>
  );
}
