import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";

import { useText } from "../text/use-text.tsx";
import { IconButton } from "./button.tsx";
import { classes } from "./classes.ts";
import "./toast.css";

interface ToastContent {
  readonly text: string;
  /** Takes back what the toast tells of. */
  readonly undo?: () => void;
  readonly tone?: "plain" | "danger";
}

interface Shown extends ToastContent {
  readonly id: number;
}

type Show = (toast: ToastContent) => void;

const ShowToast = createContext<Show>(() => undefined);
const seconds = 7;
const most = 3;

/** Shows short notes above all that is below it, three at most, for seven seconds each or until they are dismissed. */
export function ToastProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const text = useText();
  const [toasts, setToasts] = useState<readonly Shown[]>([]);
  const next = useRef(0);
  const show = useCallback<Show>((toast) => {
    next.current += 1;
    const shown = { ...toast, id: next.current };
    setToasts((now) => [...now.filter((other) => other.text !== toast.text), shown].slice(-most));
  }, []);
  const drop = useCallback((id: number) => setToasts((now) => now.filter((toast) => toast.id !== id)), []);
  const [polite, urgent] = useMemo(
    () => [toasts.filter((toast) => toast.tone !== "danger"), toasts.filter((toast) => toast.tone === "danger")],
    [toasts],
  );
  return (
    <ShowToast value={show}>
      {children}
      <div className="toasts">
        <div role="alert">
          {urgent.map((toast) => (
            <Toast key={toast.id} toast={toast} words={text.common} onDrop={drop} />
          ))}
        </div>
        <div role="status">
          {polite.map((toast) => (
            <Toast key={toast.id} toast={toast} words={text.common} onDrop={drop} />
          ))}
        </div>
      </div>
    </ShowToast>
  );
}

interface ToastProps {
  readonly toast: Shown;
  readonly words: { readonly undo: string; readonly dismiss: string };
  readonly onDrop: (id: number) => void;
}

function Toast({ toast, words, onDrop }: ToastProps): ReactNode {
  const [held, setHeld] = useState(false);
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const toast = element.current;
    const hold = (): void => setHeld(true);
    const release = (): void => setHeld(false);
    for (const type of ["pointerenter", "focusin"]) toast?.addEventListener(type, hold);
    for (const type of ["pointerleave", "focusout"]) toast?.addEventListener(type, release);
  }, []);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => onDrop(toast.id), seconds * 1000);
    return () => clearTimeout(timer);
  }, [held, onDrop, toast.id]);
  return (
    <div className={classes("toast", toast.tone === "danger" && "toast-danger")} ref={element}>
      <span>{toast.text}</span>
      {toast.undo && (
        <button
          type="button"
          className="toast-undo"
          onClick={() => {
            toast.undo?.();
            onDrop(toast.id);
          }}
        >
          {words.undo}
        </button>
      )}
      <IconButton icon="close" size={18} label={words.dismiss} onClick={() => onDrop(toast.id)} />
    </div>
  );
}

/** Answers how to show a note. */
export function useToast(): Show {
  return use(ShowToast);
}
