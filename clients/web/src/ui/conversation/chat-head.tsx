import { useEffect, useRef, type ReactNode } from "react";

import type { ConversationView } from "../../client/culver.ts";
import { Avatar } from "../basics/avatar.tsx";
import { IconButton, IconLink } from "../basics/button.tsx";
import { Icon } from "../basics/icon.tsx";
import { usePerson } from "../hooks/use-culver.tsx";
import { useTimes } from "../hooks/use-speech.ts";
import { hrefOf } from "../logic/routes.ts";
import { useText } from "../text/use-text.tsx";

interface ChatHeadProps {
  readonly view: ConversationView;
  readonly title: string;
  readonly alone: boolean;
  readonly onSearch: () => void;
}

/** Whom one writes with; leads to what there is to know about it. */
export function ChatHead({ view, title, alone, onSearch }: ChatHeadProps): ReactNode {
  const text = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (alone) heading.current?.focus({ preventScroll: true });
  }, [alone]);
  return (
    <header className="chat-head">
      {alone && <IconLink icon="back" label={text.list.backToChats} href="#/" />}
      <a className="chat-whom" href={hrefOf({ is: "info", conversation: view.id })}>
        <Avatar of={view.with ?? view.id} name={title} picture={view.picture} group={view.kind === "group"} size={36} />
        <span className="chat-names">
          <h1 ref={heading} tabIndex={-1} className="chat-title">
            <bdi className="one-line">{title}</bdi>
            {view.with !== undefined && <Verified account={view.with} />}
          </h1>
          <Below view={view} />
        </span>
        <span className="unseen">{text.chat.info}</span>
      </a>
      <IconButton icon="search" label={text.chat.search} onClick={onSearch} />
      <IconLink icon="info" label={text.chat.info} href={hrefOf({ is: "info", conversation: view.id })} data-info />
    </header>
  );
}

function Verified({ account }: { readonly account: string }): ReactNode {
  const text = useText();
  const person = usePerson(account);
  if (person?.verification !== "verified" || person.self) return null;
  return (
    <span className="chat-verified">
      <Icon name="shieldCheck" size={16} />
      <span className="unseen">{text.chat.verified}</span>
    </span>
  );
}

function Below({ view }: { readonly view: ConversationView }): ReactNode {
  const text = useText();
  const times = useTimes();
  const parts = [
    view.kind === "group" ? text.chat.members(view.members.length) : undefined,
    view.lifetime === undefined ? undefined : text.chat.disappearing(times.span(view.lifetime)),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? null : <span className="chat-below one-line">{parts.join(" · ")}</span>;
}
