import { lazy, Suspense, useMemo, useState, type ReactNode } from "react";

import type { ConversationView, Line } from "../../client/culver.ts";
import { Confirm } from "../basics/dialog.tsx";
import { Menu, type MenuItem } from "../basics/menu.tsx";
import { useToast } from "../basics/toast.tsx";
import type { ComposerMode } from "../composer/use-aside.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { useText } from "../text/use-text.tsx";
import { LineContext, type LineCommands } from "./line-context.ts";
import { Palette } from "./palette.tsx";
import "./doing.css";

const EmojiDialog = lazy(() => import("./emoji-dialog.tsx").then((module) => ({ default: module.EmojiDialog })));
const ReadersDialog = lazy(() => import("./readers-dialog.tsx").then((module) => ({ default: module.ReadersDialog })));
const Viewer = lazy(() => import("../media/viewer.tsx").then((module) => ({ default: module.Viewer })));

type Open =
  | { readonly is: "menu"; readonly line: Line; readonly anchor: Element }
  | { readonly is: "palette"; readonly line: Line; readonly anchor: Element }
  | { readonly is: "emoji" | "readers"; readonly line: Line }
  | { readonly is: "delete"; readonly line: Line; readonly scope: "everyone" | "here" }
  | { readonly is: "viewer"; readonly line: Line; readonly attachment: string };

interface LineActionsProps {
  readonly view: ConversationView;
  readonly onMode: (mode: ComposerMode) => void;
  readonly children: ReactNode;
}

/** What can be done with a line, for all lines below it: their menu, reactions, questions and the viewer. */
export function LineActions({ view, onMode, children }: LineActionsProps): ReactNode {
  const text = useText();
  const toast = useToast();
  const attempt = useAttempt();
  const { messages } = useCulver();
  const [open, setOpen] = useState<Open>();
  const close = (): void => setOpen(undefined);
  const id = view.id;
  const commands = useMemo<LineCommands>(
    () => ({
      openMenu: (line, anchor) => setOpen({ is: "menu", line, anchor }),
      pickReaction: (line, anchor) => setOpen({ is: "palette", line, anchor }),
      react: (line, emoji) => void attempt(messages.react(id, line.key, emoji)),
      reply: (line) => onMode({ is: "reply", line }),
      retry: (line) => void attempt(messages.retry(id, line.key)),
      discard: (line) => void attempt(messages.discard(id, line.key)),
      view: (line, attachment) => setOpen({ is: "viewer", line, attachment }),
    }),
    [attempt, messages, id, onMode],
  );

  const itemsOf = (line: Line): readonly MenuItem[] => {
    const words = line.body.is === "text" || line.body.is === "media" ? line.body.text : undefined;
    const writable = view.writable === true;
    const sent = !["failed", "preparing", "sending", "waiting"].includes(line.state ?? "");
    return [
      ...(writable ? [item(text.chat.reply, "reply", () => commands.reply(line))] : []),
      ...(words === undefined || words === ""
        ? []
        : [
            item(text.chat.copyText, "copy", () => {
              void attempt(navigator.clipboard.writeText(words)).then(
                (done) => done && toast({ text: text.common.copied }),
              );
            }),
          ]),
      ...(line.own && writable && words !== undefined && words !== ""
        ? [item(text.chat.edit, "edit", () => onMode({ is: "edit", line }))]
        : []),
      ...(line.own && sent && view.kind === "group"
        ? [item(text.chat.who, "check", () => setOpen({ is: "readers", line }))]
        : []),
      {
        ...item(text.chat.here, "trash", () => setOpen({ is: "delete", line, scope: "here" })),
        apart: true,
        danger: true,
      },
      ...(line.own && writable && sent
        ? [
            {
              ...item(text.chat.forAll, "trash", () => setOpen({ is: "delete", line, scope: "everyone" })),
              danger: true,
            },
          ]
        : []),
    ];
  };
  const palette = (line: Line): ReactNode => (
    <Palette
      own={line.reactions.find((reaction) => reaction.own)?.emoji}
      onPick={(emoji) => {
        close();
        commands.react(line, emoji);
      }}
      onMore={() => setOpen({ is: "emoji", line })}
    />
  );
  return (
    <LineContext value={commands}>
      {children}
      {open?.is === "menu" && (
        <Menu
          label={text.chat.messageActions}
          items={itemsOf(open.line)}
          anchor={open.anchor}
          along={open.line.own ? "end" : "start"}
          head={view.writable === true && palette(open.line)}
          onClose={close}
        />
      )}
      {open?.is === "palette" && (
        <Menu
          label={text.chat.react}
          items={[]}
          anchor={open.anchor}
          along="start"
          head={palette(open.line)}
          onClose={close}
        />
      )}
      <Suspense>
        {open?.is === "emoji" && (
          <EmojiDialog
            onClose={close}
            onPick={(emoji) => {
              close();
              commands.react(open.line, emoji);
            }}
          />
        )}
        {open?.is === "readers" && <ReadersDialog conversation={id} line={open.line} onClose={close} />}
        {open?.is === "viewer" && <Viewer line={open.line} attachment={open.attachment} onClose={close} />}
      </Suspense>
      {open?.is === "delete" && (
        <Confirm
          title={text.chat.deleteTitle}
          action={open.scope === "everyone" ? text.chat.forAll : text.chat.here}
          onClose={close}
          onConfirm={() => {
            close();
            void attempt(messages.remove(id, open.line.key, open.scope));
          }}
        >
          {open.scope === "everyone" ? text.chat.deleteAllText : text.chat.deleteHereText}
        </Confirm>
      )}
    </LineContext>
  );
}

function item(label: string, icon: NonNullable<MenuItem["icon"]>, act: () => void): MenuItem {
  return { label, icon, act };
}
