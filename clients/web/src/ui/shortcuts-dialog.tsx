import { Fragment, type ReactNode } from "react";

import { Dialog } from "./basics/dialog.tsx";
import { useText } from "./text/use-text.tsx";

/** What the keyboard can do. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useText().keys;
  const mac = navigator.userAgent.includes("Mac");
  const groups: readonly (readonly [string, readonly (readonly [string, readonly string[]])[]])[] = [
    [
      text.everywhere,
      [
        [text.search, [mac ? "⌘ K" : "Ctrl K", "/"]],
        [text.newChat, ["n"]],
        [text.next, ["Alt ↓"]],
        [text.previous, ["Alt ↑"]],
        [text.settings, [","]],
        [text.list, ["Esc"]],
        [text.help, ["?"]],
      ],
    ],
    [
      text.chat,
      [
        [text.send, ["Enter"]],
        [text.newline, ["Shift Enter"]],
        [text.editLast, ["↑"]],
        [text.toMessages, ["Shift Tab"]],
        [text.moveMessages, ["↑", "↓"]],
        [text.replyTo, ["r"]],
        [text.actions, ["Enter"]],
        [text.escape, ["Esc"]],
      ],
    ],
  ];
  return (
    <Dialog title={text.title} reading onClose={onClose}>
      {groups.map(([title, rows]) => (
        <section key={title}>
          <h3 className="keys-title">{title}</h3>
          <dl className="keys">
            {rows.map(([what, keys]) => (
              <Fragment key={what}>
                <dt>{what}</dt>
                <dd>
                  {keys.map((key, index) => (
                    <Fragment key={key}>
                      {index > 0 && ` ${text.or} `}
                      <kbd>{key}</kbd>
                    </Fragment>
                  ))}
                </dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
