import { useEffect, useMemo, useState, type ReactNode } from "react";

import type { ConversationSummary, Line, Person } from "../../client/culver.ts";
import { Avatar } from "../basics/avatar.tsx";
import { Empty } from "../basics/empty.tsx";
import { useConversation, useCulver } from "../hooks/use-culver.tsx";
import { useLive } from "../hooks/use-live.ts";
import { useNow } from "../hooks/use-now.ts";
import { useSpeech, useTimes } from "../hooks/use-speech.ts";
import { nameIn } from "../logic/describe.ts";
import { callName } from "../logic/names.ts";
import { hrefOf } from "../logic/routes.ts";
import { around, found, matches } from "../logic/searching.ts";
import { titleOf } from "../logic/titles.ts";
import { useText } from "../text/use-text.tsx";

const patience = 150;
const most = 20;

interface Found {
  readonly query: string;
  readonly lines: readonly Line[];
}

/** What a search finds: conversations and people by name, messages by their words. */
export function SearchResults({ query, level }: { readonly query: string; readonly level: 2 | 3 }): ReactNode {
  const text = useText();
  const { conversations, people, messages } = useCulver();
  const list = useLive(conversations.list);
  const archived = useLive(conversations.archived);
  const known = useLive(people.known);
  const [answer, setAnswer] = useState<Found>();
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      messages.search(query).then(
        (lines) => wanted && setAnswer({ query, lines }),
        () => wanted && setAnswer({ query, lines: [] }),
      );
    }, patience);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [messages, query]);
  const chats = useMemo(
    () => [...(list ?? []), ...(archived ?? [])].filter((chat) => matches(chat.title, query)).slice(0, most),
    [list, archived, query],
  );
  const others = useMemo(() => {
    const there = new Set([...(list ?? []), ...(archived ?? [])].map((chat) => chat.with));
    return (known ?? [])
      .filter((person) => !there.has(person.account) && (matches(person.name, query) || matches(person.handle, query)))
      .slice(0, most);
  }, [known, list, archived, query]);

  const Heading = `h${level}` as const;
  const waiting = answer?.query !== query;
  const lines = answer?.lines ?? [];
  if (!waiting && chats.length + others.length + lines.length === 0) {
    return (
      <div role="status">
        <Empty icon="search" level={level} title={text.list.searchNothing}>
          {text.list.searchNothingHint}
        </Empty>
      </div>
    );
  }
  return (
    <div className="list-scroller">
      {chats.length + others.length > 0 && (
        <section>
          <Heading className="list-section">{text.list.searchPeople}</Heading>
          <ul>
            {chats.map((chat) => (
              <ChatFound key={chat.id} chat={chat} query={query} />
            ))}
            {others.map((person) => (
              <PersonFound key={person.account} person={person} query={query} />
            ))}
          </ul>
        </section>
      )}
      <section>
        <Heading className="list-section">{text.list.searchMessages}</Heading>
        <p role="status" className={waiting || lines.length === 0 ? "list-note" : "unseen"}>
          {waiting ? text.list.searching : lines.length === 0 ? text.list.searchNothing : text.chat.found(lines.length)}
        </p>
        <ul>
          {lines.map((line) => (
            <LineFound key={line.key} line={line} query={query} titled />
          ))}
        </ul>
      </section>
    </div>
  );
}

function ChatFound({ chat, query }: { readonly chat: ConversationSummary; readonly query: string }): ReactNode {
  const title = titleOf(chat, useText());
  return (
    <li>
      <a className="row row-small" href={hrefOf({ is: "chat", conversation: chat.id })}>
        <Avatar of={chat.with ?? chat.id} name={title} picture={chat.picture} group={chat.kind === "group"} size={36} />
        <bdi className="row-title one-line">
          <Marked text={title} query={query} />
        </bdi>
      </a>
    </li>
  );
}

function PersonFound({ person, query }: { readonly person: Person; readonly query: string }): ReactNode {
  const text = useText();
  const name = callName(person.account, person.name, text.common);
  return (
    <li>
      <a className="row row-small" href={hrefOf({ is: "with", whom: person.account })}>
        <Avatar of={person.account} name={name} picture={person.picture} size={36} />
        <bdi className="row-title one-line">
          <Marked text={name} query={query} />
        </bdi>
      </a>
    </li>
  );
}

interface LineFoundProps {
  readonly line: Line;
  readonly query: string;
  /** Names the conversation, too. */
  readonly titled?: boolean;
}

/** A message with the words that were looked for. */
export function LineFound({ line, query, titled = false }: LineFoundProps): ReactNode {
  const text = useText();
  const times = useTimes();
  const now = useNow();
  const chat = useConversation(line.conversation);
  const speech = useSpeech([line.author]);
  const words = line.body.is === "text" || line.body.is === "media" ? (line.body.text ?? "") : "";
  const author = nameIn(speech, line.author);
  return (
    <li>
      <a className="row row-found" href={hrefOf({ is: "chat", conversation: line.conversation, at: line.key })}>
        <span className="row-words">
          <span className="row-top">
            <bdi className="row-title one-line">{titled && chat ? titleOf(chat, text) : author}</bdi>
            <time className="row-time">{times.brief(line.at, now)}</time>
          </span>
          <span className="row-excerpt">
            {titled && chat?.kind === "group" && `${author}: `}
            <bdi>
              <Marked text={around(words, query)} query={query} />
            </bdi>
          </span>
        </span>
      </a>
    </li>
  );
}

function Marked({ text, query }: { readonly text: string; readonly query: string }): ReactNode {
  const stretches = useMemo(() => found(text, query), [text, query]);
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const { from, to } of stretches) {
    pieces.push(text.slice(at, from), <mark key={from}>{text.slice(from, to)}</mark>);
    at = to;
  }
  return [...pieces, text.slice(at)];
}
