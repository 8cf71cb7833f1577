import { useEffect, useEffectEvent, useId, useRef, type ReactNode } from "react";

import { useText } from "../text/use-text.tsx";
import { Button, IconButton } from "./button.tsx";
import { classes } from "./classes.ts";
import "./dialog.css";

interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons at its end. */
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  /** It has nothing but text, so the text itself is reached by Tab to be scrolled. */
  readonly reading?: boolean;
}

/**
 * A modal dialog: the browser's own element keeps the focus in it, makes the rest inert, closes it at Escape and gives
 * the focus back. It is there as long as it is rendered.
 */
export function Dialog({ title, onClose, children, actions, wide = false, reading = false }: DialogProps): ReactNode {
  const text = useText();
  const heading = useId();
  const element = useModal(onClose);
  return (
    <dialog ref={element} className={classes("dialog", wide && "dialog-wide")} aria-labelledby={heading}>
      <div className="dialog-box">
        <header className="dialog-head">
          <h2 id={heading} tabIndex={-1}>
            {title}
          </h2>
          <IconButton icon="close" label={text.common.close} onClick={onClose} />
        </header>
        {reading ? (
          <div className="dialog-body" role="group" aria-labelledby={heading} tabIndex={0}>
            {children}
          </div>
        ) : (
          <div className="dialog-body">{children}</div>
        )}
        {actions && <footer className="dialog-actions">{actions}</footer>}
      </div>
    </dialog>
  );
}

/**
 * Opens a dialog's element modally while it is mounted, and gives the focus back to where it was afterwards. The focus
 * begins at what is marked with `data-first`, else at its title. Escape and a press beside it ask to close.
 */
export function useModal(onClose: () => void): React.RefObject<HTMLDialogElement | null> {
  const element = useRef<HTMLDialogElement>(null);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    const dialog = element.current;
    if (dialog === null) return;
    const before = document.activeElement;
    const onCancel = (event: Event): void => {
      if (event.target !== dialog) return;
      event.preventDefault();
      close();
    };
    const onPress = (event: Event): void => {
      if (event.target === dialog) close();
    };
    dialog.addEventListener("cancel", onCancel);
    dialog.addEventListener("click", onPress);
    if (!dialog.open) dialog.showModal();
    (dialog.querySelector<HTMLElement>("[data-first]") ?? dialog.querySelector<HTMLElement>("h2"))?.focus();
    return () => {
      dialog.removeEventListener("cancel", onCancel);
      dialog.removeEventListener("click", onPress);
      dialog.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, []);
  return element;
}

interface ConfirmProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly action: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be taken back. The focus begins at the harmless answer. */
export function Confirm({
  title,
  children,
  action,
  danger = true,
  busy = false,
  onConfirm,
  onClose,
}: ConfirmProps): ReactNode {
  const text = useText();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button look="plain" data-first onClick={onClose}>
            {text.common.cancel}
          </Button>
          <Button look={danger ? "danger" : "filled"} busy={busy} onClick={onConfirm}>
            {action}
          </Button>
        </>
      }
    >
      <p className="dialog-text">{children}</p>
    </Dialog>
  );
}
