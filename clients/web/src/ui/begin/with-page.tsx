import { useEffect, useState, type ReactNode } from "react";

import type { Person } from "../../client/culver.ts";
import { Avatar } from "../basics/avatar.tsx";
import { Button, ButtonLink } from "../basics/button.tsx";
import { Empty, Skeleton } from "../basics/empty.tsx";
import { useBusy } from "../hooks/use-busy.ts";
import { useCulver, useFailureText } from "../hooks/use-culver.tsx";
import { goTo } from "../hooks/use-route.ts";
import { callName, handleBeside, isolate } from "../logic/names.ts";
import { Page } from "../page.tsx";
import { useText } from "../text/use-text.tsx";
import "./begin.css";

type Answer =
  | { readonly is: "found"; readonly person: Person }
  | { readonly is: "nobody" }
  | { readonly is: "failed"; readonly why: unknown };

/** Where a link to somebody leads: asks before a conversation is begun. */
export function WithPage({ whom }: { readonly whom: string }): ReactNode {
  const text = useText();
  const words = useFailureText();
  const { people, conversations } = useCulver();
  const [answer, setAnswer] = useState<Answer>();
  const [busy, error, act] = useBusy();
  useEffect(() => {
    let wanted = true;
    const told = (next: Answer): void => {
      if (wanted) setAnswer(next);
    };
    people.find(whom).then(
      (person) => told(person === undefined ? { is: "nobody" } : { is: "found", person }),
      (why: unknown) => told({ is: "failed", why }),
    );
    return () => {
      wanted = false;
    };
  }, [people, whom]);
  const open = (person: Person): void => {
    void act(async () => {
      const conversation = await conversations.openDirect(person.account);
      goTo({ is: "chat", conversation }, "replace");
    });
  };
  const handle = answer?.is === "found" ? handleBeside(answer.person) : undefined;
  return (
    <Page title={text.begin.withTitle} back={{ is: "list" }}>
      {answer === undefined && <Skeleton rows={1} label={text.common.loading} />}
      {answer?.is === "found" && (
        <div className="with">
          <Avatar of={answer.person.account} name={answer.person.name} picture={answer.person.picture} size={96} />
          <h2>{text.begin.withQuestion(isolate(callName(answer.person.account, answer.person.name, text.common)))}</h2>
          {handle !== undefined && <p>{handle}</p>}
          <Button look="filled" icon="chat" busy={busy} onClick={() => open(answer.person)}>
            {text.begin.withGo}
          </Button>
          {error !== undefined && (
            <p role="alert" className="field-error">
              {error}
            </p>
          )}
        </div>
      )}
      {(answer?.is === "nobody" || answer?.is === "failed") && (
        <Empty icon="user" title={text.begin.nobody} actions={<ButtonLink href="#/new">{text.begin.title}</ButtonLink>}>
          {answer.is === "failed" ? words(answer.why) : text.begin.nobodyHint}
        </Empty>
      )}
    </Page>
  );
}
