import { useState, type ReactNode } from "react";

import { Button, ButtonLink } from "../basics/button.tsx";
import { Confirm } from "../basics/dialog.tsx";
import { Empty } from "../basics/empty.tsx";
import { useBusy } from "../hooks/use-busy.ts";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { useText } from "../text/use-text.tsx";
import { Emblem } from "./emblem.tsx";
import "./welcome.css";

/** While the store is being opened. */
export function Opening(): ReactNode {
  const text = useText().standing;
  return (
    <main className="standing opening" aria-busy="true">
      <h1 className="unseen">{text.opening}</h1>
      <Emblem />
    </main>
  );
}

/** The session has ended: one signs in again, or clears the browser. */
export function Ended(): ReactNode {
  const text = useText().standing;
  return (
    <main className="standing">
      <Empty
        icon="lock"
        level={1}
        title={text.ended}
        actions={
          <>
            <ButtonLink look="filled" href="sign-in.html">
              {text.signIn}
            </ButtonLink>
            <Clear words={text.clear} look="plain" />
          </>
        }
      >
        {text.endedText}
      </Empty>
    </main>
  );
}

/** The keys are gone: there is only a new beginning. */
export function KeysLost(): ReactNode {
  const text = useText().standing;
  return (
    <main className="standing">
      <Empty icon="failed" level={1} title={text.keysLost} actions={<Clear words={text.beginAnew} look="filled" />}>
        {text.keysLostText}
      </Empty>
    </main>
  );
}

/** What Culver cannot begin without is missing: it says what, and whose it is to mend. */
export function Stuck({ why }: { readonly why: "settings" | "storage" }): ReactNode {
  const text = useText().standing;
  return (
    <main className="standing">
      <Empty
        icon="failed"
        level={1}
        title={text.stuck[why]}
        actions={
          <Button look="filled" onClick={() => window.location.reload()}>
            {text.tryAgain}
          </Button>
        }
      >
        {text.stuckText[why]}
      </Empty>
    </main>
  );
}

/** Another program has this device's keys and took over. */
export function Replaced(): ReactNode {
  const text = useText().standing;
  return (
    <main className="standing">
      <Empty
        icon="pause"
        level={1}
        title={text.replaced}
        actions={
          <Button look="filled" onClick={() => window.location.reload()}>
            {text.goOn}
          </Button>
        }
      >
        {text.replacedText}
      </Empty>
    </main>
  );
}

function Clear({ words, look }: { readonly words: string; readonly look: "plain" | "filled" }): ReactNode {
  const text = useText().standing;
  const attempt = useAttempt();
  const { account } = useCulver();
  const [asking, setAsking] = useState(false);
  const [busy, , act] = useBusy();
  return (
    <>
      <Button look={look} onClick={() => setAsking(true)}>
        {words}
      </Button>
      {asking && (
        <Confirm
          title={text.clearTitle}
          action={words}
          busy={busy}
          onClose={() => setAsking(false)}
          onConfirm={() => void act(() => attempt(account.forget())).then(() => setAsking(false))}
        >
          {text.clearText}
        </Confirm>
      )}
    </>
  );
}
