import type { ReactNode } from "react";

import { Avatar } from "../basics/avatar.tsx";
import { Button } from "../basics/button.tsx";
import { Empty, Skeleton } from "../basics/empty.tsx";
import { useToast } from "../basics/toast.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { useLive } from "../hooks/use-live.ts";
import { callName, isolate } from "../logic/names.ts";
import { Page } from "../page.tsx";
import { useText } from "../text/use-text.tsx";

/** Who is blocked; freeing somebody can be undone at once. */
export function BlockedPage(): ReactNode {
  const text = useText();
  const toast = useToast();
  const attempt = useAttempt();
  const { people } = useCulver();
  const blocked = useLive(people.blocked);
  const free = (account: string): void =>
    void attempt(people.unblock(account)).then((done) => {
      if (done) toast({ text: text.settings.unblocked, undo: () => void attempt(people.block(account)) });
    });
  return (
    <Page title={text.settings.blocked} back={{ is: "settings" }}>
      {blocked === undefined ? (
        <Skeleton rows={2} label={text.common.loading} />
      ) : blocked.length === 0 ? (
        <Empty icon="block" title={text.settings.blockedEmpty}>
          {text.settings.blockedEmptyHint}
        </Empty>
      ) : (
        <ul className="card">
          {blocked.map((person) => {
            const name = callName(person.account, person.name, text.common);
            return (
              <li key={person.account} className="card-row">
                <Avatar of={person.account} name={name} picture={person.picture} size={36} />
                <span className="card-words">
                  <bdi className="one-line">{name}</bdi>
                </span>
                <Button aria-label={`${text.info.unblock}: ${isolate(name)}`} onClick={() => free(person.account)}>
                  {text.info.unblock}
                </Button>
              </li>
            );
          })}
        </ul>
      )}
    </Page>
  );
}
