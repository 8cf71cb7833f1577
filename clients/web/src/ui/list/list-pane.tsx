import { useDeferredValue, useState, type ReactNode } from "react";

import { IconButton, IconLink } from "../basics/button.tsx";
import { Field } from "../basics/field.tsx";
import { MenuButton } from "../basics/menu.tsx";
import { useCulver } from "../hooks/use-culver.tsx";
import { useLive } from "../hooks/use-live.ts";
import { goTo } from "../hooks/use-route.ts";
import { useText } from "../text/use-text.tsx";
import { ConversationList } from "./conversation-list.tsx";
import "./list.css";
import { NewDeviceNotice } from "./new-device-notice.tsx";
import { SearchResults } from "./search-results.tsx";

interface ListPaneProps {
  readonly archived: boolean;
  /** The conversation that is open beside it. */
  readonly open: string | undefined;
  /** Whether it is all there is. */
  readonly alone: boolean;
  readonly onHelp: () => void;
}

/** The list of conversations with its search. */
export function ListPane({ archived, open, alone, onHelp }: ListPaneProps): ReactNode {
  const text = useText();
  const { conversations } = useCulver();
  const archive = useLive(conversations.archived);
  const [query, setQuery] = useState("");
  const asked = useDeferredValue(query.trim());
  const Heading = alone ? "h1" : "h2";
  return (
    <>
      <header className="list-head">
        {archived && <IconLink icon="back" label={text.list.backToChats} href="#/" />}
        <Heading className="list-title">{archived ? text.list.archive : text.list.title}</Heading>
        <IconLink icon="newChat" label={text.list.newChat} href="#/new" />
        <MenuButton
          label={text.list.menu}
          items={() => [
            { label: text.list.newGroup, icon: "group", act: () => goTo({ is: "new-group" }) },
            { label: text.list.myCode, icon: "qr", act: () => goTo({ is: "me" }) },
            { label: text.list.archive, icon: "archive", act: () => goTo({ is: "archive" }) },
            { label: text.settings.shortcuts, icon: "keyboard", act: onHelp, apart: true },
            { label: text.list.settings, icon: "settings", act: () => goTo({ is: "settings" }) },
          ]}
        />
      </header>
      {!archived && (
        <search className="list-search">
          <Field
            label={text.list.searchLabel}
            labelUnseen
            data-search
            type="search"
            icon="search"
            placeholder={text.common.search}
            value={query}
            onChange={(event) => setQuery(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== "Escape" || query === "") return;
              event.preventDefault();
              setQuery("");
            }}
            after={
              query !== "" && (
                <IconButton
                  icon="close"
                  size={18}
                  className="list-clear"
                  label={text.common.clear}
                  onClick={(event) => {
                    setQuery("");
                    event.currentTarget.closest(".field")?.querySelector("input")?.focus();
                  }}
                />
              )
            }
          />
        </search>
      )}
      {!archived && <NewDeviceNotice />}
      {asked !== "" && !archived ? (
        <SearchResults query={asked} level={alone ? 2 : 3} />
      ) : (
        <ConversationList
          key={archived ? "archive" : "list"}
          source={archived ? conversations.archived : conversations.list}
          archived={archived}
          open={open}
          level={alone ? 2 : 3}
          archiveCount={archived ? 0 : (archive?.length ?? 0)}
        />
      )}
    </>
  );
}
