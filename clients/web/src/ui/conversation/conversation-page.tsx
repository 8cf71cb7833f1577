import { lazy, Suspense, useCallback, useState, type ReactNode } from "react";

import type { ConversationView, Identifier } from "../../client/culver.ts";
import { ButtonLink } from "../basics/button.tsx";
import { Empty, Skeleton } from "../basics/empty.tsx";
import { Icon } from "../basics/icon.tsx";
import { Composer } from "../composer/composer.tsx";
import { Shut } from "../composer/shut.tsx";
import { useAside } from "../composer/use-aside.tsx";
import { useConversation } from "../hooks/use-culver.tsx";
import { goTo } from "../hooks/use-route.ts";
import { isolate } from "../logic/names.ts";
import { titleOf } from "../logic/titles.ts";
import { useText } from "../text/use-text.tsx";
import { Announcer } from "./announcer.tsx";
import { ChangedNumber } from "./changed-number.tsx";
import { ChatHead } from "./chat-head.tsx";
import "./conversation.css";
import { LineActions } from "./line-actions.tsx";
import { MessageList } from "./message-list.tsx";
import { useLook } from "./use-look.ts";
import { useNewest } from "./use-newest.ts";
import { Typing } from "./typing.tsx";
import { useDrop } from "./use-drop.ts";
import { useWindow } from "./use-window.ts";

const ChatSearch = lazy(() => import("./chat-search.tsx").then((module) => ({ default: module.ChatSearch })));

interface ConversationPageProps {
  readonly conversation: Identifier;
  /** The line to show first. */
  readonly at: string | undefined;
  readonly alone: boolean;
}

/** A conversation: its head, its lines, and the field to write in. */
export function ConversationPage({ conversation, at, alone }: ConversationPageProps): ReactNode {
  const text = useText();
  const view = useConversation(conversation);
  if (view === undefined) return <Skeleton rows={6} label={text.common.loading} />;
  if (view === null) {
    return (
      <div className="shell-nothing">
        <Empty
          icon="chat"
          level={1}
          title={text.chat.missing}
          actions={
            <ButtonLink look="filled" href="#/">
              {text.chat.toList}
            </ButtonLink>
          }
        >
          {text.chat.missingHint}
        </Empty>
      </div>
    );
  }
  return <Conversation view={view} at={at} alone={alone} />;
}

interface ConversationProps {
  readonly view: ConversationView;
  readonly at: string | undefined;
  readonly alone: boolean;
}

function Conversation({ view, at, alone }: ConversationProps): ReactNode {
  const text = useText();
  const title = titleOf(view, text);
  // As it was when the conversation was opened: reading must not move the divider.
  const [unreadFrom] = useState(view.unreadFrom);
  const { mode, setMode, files, setFiles } = useAside(view.id);
  const [searching, setSearching] = useState(false);
  useLook(view.id);
  const [from, setFrom] = useState(unreadFrom);
  const around = at ?? from;
  const shown = useWindow(view.id, around);
  const newest = useNewest(shown.window?.newer === true, () => {
    setFrom(undefined);
    if (at !== undefined) goTo({ is: "chat", conversation: view.id });
  });
  const writable = view.writable === true;
  const addFiles = useCallback((more: readonly File[]) => setFiles((before) => [...before, ...more]), [setFiles]);
  const [drop, dragging] = useDrop(writable ? addFiles : undefined);
  return (
    <div className="chat" ref={drop}>
      <ChatHead view={view} title={title} alone={alone} onSearch={() => setSearching(true)} />
      {/* With nobody there is a number to compare. */}
      {view.deserted !== true && <ChangedNumber members={view.members} />}
      {searching && (
        <Suspense>
          <ChatSearch conversation={view.id} onClose={() => setSearching(false)} />
        </Suspense>
      )}
      <LineActions view={view} onMode={setMode}>
        <MessageList
          key={around ?? "newest"}
          view={view}
          title={title}
          shown={shown}
          at={at}
          unreadFrom={unreadFrom}
          newest={newest}
        />
      </LineActions>
      <Typing accounts={view.typing} />
      <Announcer lines={shown.window?.newer === true ? undefined : shown.window?.lines} />
      {/* Always there, so that what comes into it is told. */}
      <div role="status">
        {view.deserted === true && <p className="chat-deserted">{text.chat.deserted(isolate(title))}</p>}
      </div>
      {view.writable === true ? (
        <Composer
          view={view}
          title={title}
          mode={mode}
          onMode={setMode}
          files={files}
          onFiles={setFiles}
          onSend={newest.go}
          lines={shown.window?.lines}
          focusAtOnce={!alone}
        />
      ) : (
        <Shut view={view} why={view.writable} />
      )}
      {dragging && (
        <div className="chat-drop" aria-hidden="true">
          <Icon name="attach" size={32} />
          {text.composer.drop}
        </div>
      )}
    </div>
  );
}
