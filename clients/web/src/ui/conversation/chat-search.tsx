import { useEffect, useRef, useState, type ReactNode } from "react";

import type { Line } from "../../client/culver.ts";
import { IconButton } from "../basics/button.tsx";
import { Field } from "../basics/field.tsx";
import { useCulver } from "../hooks/use-culver.tsx";
import { LineFound } from "../list/search-results.tsx";
import { useText } from "../text/use-text.tsx";

/** Searches the open conversation; what is found leads to its place. */
export function ChatSearch({
  conversation,
  onClose,
}: {
  readonly conversation: string;
  readonly onClose: () => void;
}): ReactNode {
  const text = useText();
  const { messages } = useCulver();
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<readonly Line[]>();
  const field = useRef<HTMLDivElement>(null);
  useEffect(() => field.current?.querySelector("input")?.focus(), []);
  useEffect(() => {
    const asked = query.trim();
    let wanted = true;
    const timer = setTimeout(() => {
      if (asked === "") setFound(undefined);
      else
        messages.search(asked, conversation).then(
          (lines) => wanted && setFound(lines),
          () => wanted && setFound([]),
        );
    }, 150);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [messages, conversation, query]);
  return (
    <search className="chat-search" ref={field}>
      <div className="chat-search-field">
        <Field
          label={text.chat.search}
          labelUnseen
          type="search"
          icon="search"
          placeholder={text.chat.search}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") onClose();
          }}
        />
        <IconButton icon="close" label={text.common.close} onClick={onClose} />
      </div>
      <p role="status" className={found === undefined ? "unseen" : "list-note"}>
        {found !== undefined && (found.length === 0 ? text.chat.noMessagesFound : text.chat.found(found.length))}
      </p>
      {found !== undefined && found.length > 0 && (
        <ul className="chat-search-found">
          {found.map((line) => (
            <LineFound key={line.key} line={line} query={query.trim()} />
          ))}
        </ul>
      )}
    </search>
  );
}
