import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from "react";

import type { Identifier } from "../../client/culver.ts";
import { Button } from "../basics/button.tsx";
import { Icon } from "../basics/icon.tsx";
import { useAttempt, useCulver, usePerson } from "../hooks/use-culver.tsx";
import { callName, isolate } from "../logic/names.ts";
import { useText } from "../text/use-text.tsx";
import "./changed-number.css";

const SafetyDialog = lazy(() =>
  import("../info/safety-dialog.tsx").then((module) => ({ default: module.SafetyDialog })),
);

/** Warns that the safety number with somebody is not the compared one any more, until one compares anew or accepts it. */
export function ChangedNumber({ account }: { readonly account: Identifier }): ReactNode {
  const text = useText();
  const attempt = useAttempt();
  const { people } = useCulver();
  const person = usePerson(account);
  const place = useRef<HTMLDivElement>(null);
  const [comparing, setComparing] = useState(false);
  const changed = person?.verification === "changed" && !person.self;
  const there = changed || comparing;
  const was = useRef(there);
  useEffect(() => {
    // The focus went with the button that was pressed: it goes on at the head above.
    if (was.current && !there && document.activeElement === document.body) {
      place.current?.closest(".chat")?.querySelector<HTMLElement>(".chat-title")?.focus({ preventScroll: true });
    }
    was.current = there;
  }, [there]);
  return (
    <>
      <div ref={place} role="status" className="changed-number-place">
        {changed && (
          <div className="changed-number">
            <Icon name="shield" />
            <p>{text.chat.numberChanged(isolate(callName(account, person.name, text.common)))}</p>
            <span className="changed-number-answers">
              <Button look="filled" onClick={() => setComparing(true)}>
                {text.chat.compareAgain}
              </Button>
              <Button onClick={() => void attempt(people.clearVerified(account))}>{text.chat.acceptNumber}</Button>
            </span>
          </div>
        )}
      </div>
      {comparing && person !== undefined && (
        <Suspense>
          <SafetyDialog person={person} onClose={() => setComparing(false)} />
        </Suspense>
      )}
    </>
  );
}
