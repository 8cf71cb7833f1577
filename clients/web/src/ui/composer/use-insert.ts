import { useEffect, useRef, type RefObject } from "react";

/** Puts a text in at the caret of a field, in place of what is marked; then the caret is behind it, and the focus there. */
export function useInsert(
  field: RefObject<HTMLTextAreaElement | null>,
  value: string,
  write: (text: string) => void,
): (text: string) => void {
  const caret = useRef<number>(undefined);
  useEffect(() => {
    // Once the field shows it, and a dialog that it was picked in has given the focus back.
    if (caret.current === undefined) return;
    field.current?.focus({ preventScroll: true });
    field.current?.setSelectionRange(caret.current, caret.current);
    caret.current = undefined;
  }, [field, value]);
  return (text) => {
    const from = field.current?.selectionStart ?? value.length;
    const to = field.current?.selectionEnd ?? value.length;
    caret.current = from + text.length;
    write(value.slice(0, from) + text + value.slice(to));
  };
}
