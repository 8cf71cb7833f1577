import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from "react";

import type { Identifier, Member } from "../../client/culver.ts";
import { Button } from "../basics/button.tsx";
import { Icon } from "../basics/icon.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { callName, isolate } from "../logic/names.ts";
import { useText } from "../text/use-text.tsx";
import "./changed-number.css";

const SafetyDialog = lazy(() =>
  import("../info/safety-dialog.tsx").then((module) => ({ default: module.SafetyDialog })),
);

/**
 * Warns that the safety number with a member is not the compared one any more, until one compares anew or accepts it. Of
 * several members one after the other, so that nobody is accepted unread.
 */
export function ChangedNumber({ members }: { readonly members: readonly Member[] }): ReactNode {
  const text = useText();
  const attempt = useAttempt();
  const { people } = useCulver();
  const place = useRef<HTMLDivElement>(null);
  const [comparing, setComparing] = useState<Identifier>();
  const others = members.map((member) => member.person).filter((person) => !person.self);
  const changed = others.find((person) => person.verification === "changed");
  const compared = others.find((person) => person.account === comparing);
  const about = compared?.account ?? changed?.account;
  const was = useRef(about);
  useEffect(() => {
    // The focus went with the button that was pressed: it goes on at the head above.
    if (was.current !== undefined && was.current !== about && document.activeElement === document.body) {
      place.current?.closest(".chat")?.querySelector<HTMLElement>(".chat-title")?.focus({ preventScroll: true });
    }
    was.current = about;
  }, [about]);
  return (
    <>
      <div ref={place} role="status" className="changed-number-place">
        {changed && (
          <div key={changed.account} className="changed-number">
            <Icon name="shield" />
            <p>{text.chat.numberChanged(isolate(callName(changed.account, changed.name, text.common)))}</p>
            <span className="changed-number-answers">
              <Button look="filled" onClick={() => setComparing(changed.account)}>
                {text.chat.compareAgain}
              </Button>
              <Button onClick={() => void attempt(people.clearVerified(changed.account))}>
                {text.chat.acceptNumber}
              </Button>
            </span>
          </div>
        )}
      </div>
      {compared && (
        <Suspense>
          <SafetyDialog person={compared} onClose={() => setComparing(undefined)} />
        </Suspense>
      )}
    </>
  );
}
