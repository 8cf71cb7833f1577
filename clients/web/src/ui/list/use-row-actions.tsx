import { useState, type ReactNode } from "react";

import type { ConversationSummary } from "../../client/culver.ts";
import { Confirm } from "../basics/dialog.tsx";
import type { MenuItem } from "../basics/menu.tsx";
import { useToast } from "../basics/toast.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { useText } from "../text/use-text.tsx";

/** What can be done with a conversation from the list: the items of its menu, and the question that one of them asks. */
export function useRowActions(chat: ConversationSummary, muted: boolean): readonly [readonly MenuItem[], ReactNode] {
  const text = useText();
  const toast = useToast();
  const attempt = useAttempt();
  const { conversations, messages } = useCulver();
  const [asking, setAsking] = useState(false);
  const archive = (archived: boolean): void =>
    void attempt(conversations.setArchived(chat.id, archived)).then((done) => {
      if (done && archived) toast({ text: text.list.archived, undo: () => archive(false) });
    });
  const items: readonly MenuItem[] = [
    {
      label: chat.pinned ? text.list.unpin : text.list.pin,
      icon: "pin",
      act: () => void attempt(conversations.setPinned(chat.id, !chat.pinned)),
    },
    {
      label: muted ? text.list.unmute : text.list.mute,
      icon: muted ? "bell" : "bellOff",
      act: () => void attempt(conversations.setMuted(chat.id, muted ? undefined : Infinity)),
    },
    chat.unread > 0
      ? {
          label: text.list.markRead,
          icon: "check",
          // Without a last line everything there is counts.
          act: () => void attempt(messages.markRead(chat.id, chat.last?.key ?? "")),
        }
      : { label: text.list.markUnread, icon: "unread", act: () => void attempt(messages.markUnread(chat.id)) },
    {
      label: chat.archived ? text.list.unarchive : text.list.archiveIt,
      icon: "archive",
      act: () => archive(!chat.archived),
    },
    { label: text.list.remove, icon: "trash", danger: true, apart: true, act: () => setAsking(true) },
  ];
  const dialog = asking && (
    <Confirm
      title={text.list.removeTitle}
      action={text.common.remove}
      onClose={() => setAsking(false)}
      onConfirm={() => {
        setAsking(false);
        void attempt(conversations.remove(chat.id)).then((done) => done && toast({ text: text.list.removed }));
      }}
    >
      {text.list.removeText}
    </Confirm>
  );
  return [items, dialog];
}
