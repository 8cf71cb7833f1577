import { memo, useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from "react";

import type { ConversationSummary } from "../../client/culver.ts";
import { Avatar } from "../basics/avatar.tsx";
import { classes } from "../basics/classes.ts";
import { Icon } from "../basics/icon.tsx";
import { Menu } from "../basics/menu.tsx";
import type { Box } from "../basics/place.ts";
import { useAsideOf } from "../composer/use-aside.tsx";
import { DeliveryMark } from "../conversation/delivery-mark.tsx";
import { useSpeech, useTimes } from "../hooks/use-speech.ts";
import { excerptOf, filesExcerpt, nameIn, onOneLine, type Speech } from "../logic/describe.ts";
import { isBubble } from "../logic/lines.ts";
import { listenLongPress } from "../logic/long-press.ts";
import { hrefOf } from "../logic/routes.ts";
import { titleOf } from "../logic/titles.ts";
import { useText } from "../text/use-text.tsx";
import { useRowActions } from "./use-row-actions.tsx";

interface RowProps {
  readonly chat: ConversationSummary;
  readonly open: boolean;
  readonly now: number;
  readonly tabIndex: 0 | -1;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: () => void;
}

/** A conversation in the list. */
export const ConversationRow = memo(function ConversationRow({
  chat,
  open,
  now,
  tabIndex,
  onKeyDown,
  onFocus,
}: RowProps): ReactNode {
  const text = useText();
  const times = useTimes();
  const [menu, setMenu] = useState<Box>();
  const muted = chat.mutedUntil !== undefined && chat.mutedUntil > now;
  const [items, dialog] = useRowActions(chat, muted);
  const row = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (row.current === null) return;
    return listenLongPress(row.current, ({ clientX: left, clientY: top }) => {
      setMenu({ left, top, width: 0, height: 0 });
      return true;
    });
  }, []);
  const title = titleOf(chat, text);
  return (
    <>
      <a
        ref={row}
        data-row
        className={classes("row", open && "row-open", chat.unread > 0 && "row-unread")}
        href={hrefOf({ is: "chat", conversation: chat.id })}
        aria-current={open ? "page" : undefined}
        tabIndex={tabIndex}
        draggable={false}
        onKeyDown={onKeyDown}
        onFocus={onFocus}
        onContextMenu={(event) => {
          event.preventDefault();
          const box = event.currentTarget.getBoundingClientRect();
          const byKey = event.clientX === 0 && event.clientY === 0;
          setMenu(byKey ? box : { left: event.clientX, top: event.clientY, width: 0, height: 0 });
        }}
      >
        <Avatar of={chat.with ?? chat.id} name={title} picture={chat.picture} group={chat.kind === "group"} />
        <span className="row-words">
          <span className="row-top">
            <bdi className="row-title one-line">{title}</bdi>
            {muted && <Mark icon="bellOff" words={text.list.muted} />}
            {chat.pinned && <Mark icon="pin" words={text.list.pinned} />}
            {chat.last && <time className="row-time">{times.brief(chat.activeAt, now)}</time>}
          </span>
          <span className="row-bottom">
            <Excerpt chat={chat} />
            {chat.unread > 0 && (
              <span className={classes("badge", muted && "badge-muted")}>
                <span aria-hidden="true">{chat.unread > 999 ? "999+" : chat.unread}</span>
                <span className="unseen">{text.list.unread(chat.unread)}</span>
              </span>
            )}
          </span>
        </span>
      </a>
      {menu && (
        <Menu
          label={text.list.actions(title)}
          items={items}
          anchor={menu}
          along="start"
          onClose={() => setMenu(undefined)}
        />
      )}
      {dialog}
    </>
  );
});

function Mark({ icon, words }: { readonly icon: "bellOff" | "pin"; readonly words: string }): ReactNode {
  return (
    <span className="row-mark">
      <Icon name={icon} size={14} />
      <span className="unseen">{words}</span>
    </span>
  );
}

function Excerpt({ chat }: { readonly chat: ConversationSummary }): ReactNode {
  const text = useText();
  const { last, typing } = chat;
  const aside = useAsideOf(chat.id);
  const replied = aside.mode.is === "reply" ? [aside.mode.line.author] : [];
  const speech = useSpeech([...(last ? accountsOf(last) : []), ...typing, ...replied]);
  const typist = typing[0];
  if (typist !== undefined) {
    return (
      <span className="row-excerpt row-typing one-line">
        {chat.kind === "group" ? text.list.typingName(nameIn(speech, typist)) : text.list.typing}
      </span>
    );
  }
  const draft = draftOf(chat.draft, aside, speech);
  if (draft !== undefined) {
    return (
      <span className="row-excerpt one-line">
        <span className="row-draft">{text.list.draft}</span> <bdi>{draft}</bdi>
      </span>
    );
  }
  if (last === undefined) return <span className="row-excerpt" />;
  const before = !isBubble(last)
    ? ""
    : last.own
      ? text.list.you
      : chat.kind === "group"
        ? `${nameIn(speech, last.author)}:`
        : "";
  return (
    <span className="row-excerpt one-line">
      {last.state !== undefined && isBubble(last) && chat.with !== last.author && <DeliveryMark state={last.state} />}
      {before !== "" && <span className="row-author">{before} </span>}
      <bdi>{excerptOf(last, speech)}</bdi>
    </span>
  );
}

/** What waits to be sent: its words, else its files, else whom it replies to; undefined if nothing does. */
function draftOf(
  words: string | undefined,
  { files, mode }: ReturnType<typeof useAsideOf>,
  speech: Speech,
): string | undefined {
  if (words !== undefined && words !== "") return onOneLine(words);
  if (files.length > 0) {
    return filesExcerpt(
      files.map(({ type, name }) => ({ type, name, voice: false })),
      speech.text.excerpt,
    );
  }
  return mode.is === "reply" ? speech.text.list.draftReply(nameIn(speech, mode.line.author)) : undefined;
}

/** Everybody whose name a line's description needs. */
export function accountsOf(line: NonNullable<ConversationSummary["last"]>): readonly string[] {
  const { body } = line;
  if (body.is === "new-device" || body.is === "removed-device") return [line.author, body.account];
  if (body.is !== "membership") return [line.author];
  const { change } = body;
  if (change.is === "added" || change.is === "removed") return [line.author, ...change.accounts];
  return change.is === "role" ? [line.author, change.account] : [line.author];
}
