import { useEffect, useEffectEvent, type RefObject } from "react";
import type { VirtualizerHandle } from "virtua";

import { isBubble, type Row } from "../logic/lines.ts";
import { listenLongPress } from "../logic/long-press.ts";
import type { LineCommands } from "./line-context.ts";

/**
 * The keys of a line that has the focus: the arrows, Home and End move to others and tell which is reached, Enter opens its
 * menu, R replies to it. A right click or long press opens the menu, too. Listens on the list as a whole, since its items
 * come and go.
 */
export function useLineKeys(
  scroller: RefObject<HTMLElement | null>,
  virtual: RefObject<VirtualizerHandle | null>,
  rows: readonly Row[],
  at: number,
  onReach: (key: string) => void,
  commands: Pick<LineCommands, "reply" | "openMenu">,
): void {
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (!(event.target instanceof HTMLElement) || !event.target.matches("[data-line]")) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const here = rows[at];
    if (event.key === "Enter") {
      event.preventDefault();
      event.target.querySelector<HTMLElement>("[aria-haspopup=menu]")?.click();
    } else if (event.key === "r" && here?.is === "line" && isBubble(here.line)) {
      event.preventDefault();
      commands.reply(here.line);
    }
    const index = lineFrom(rows, at, event.key);
    if (index === undefined) return;
    event.preventDefault();
    const row = rows[index];
    if (row === undefined) return;
    onReach(row.key);
    virtual.current?.scrollToIndex(index, { align: "nearest" });
    requestAnimationFrame(() => {
      // Who has gone elsewhere meanwhile, such as into a menu, stays there.
      const active = document.activeElement;
      if (active !== document.body && scroller.current?.contains(active) !== true) return;
      scroller.current
        ?.querySelector<HTMLElement>(`[data-line="${CSS.escape(row.key)}"]`)
        ?.focus({ preventScroll: true });
    });
  });
  const onFocus = useEffectEvent((event: FocusEvent): void => {
    const key = lineAround(event.target)?.dataset["line"];
    if (key !== undefined) onReach(key);
  });
  const openMenu = useEffectEvent((target: EventTarget | null): boolean => {
    const element = lineAround(target);
    const row = rows.find((one) => one.key === element?.dataset["line"]);
    if (element === undefined || row?.is !== "line" || !isBubble(row.line) || row.line.body.is === "deleted")
      return false;
    // Where something is marked or a link is pressed, the browser's own menu does more.
    if (target instanceof Element && target.closest("a, input") !== null) return false;
    if (window.getSelection()?.isCollapsed === false) return false;
    commands.openMenu(row.line, element.querySelector(".bubble") ?? element);
    return true;
  });
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const key = (event: KeyboardEvent): void => onKey(event);
    const focus = (event: FocusEvent): void => onFocus(event);
    const menu = (event: MouseEvent): void => {
      if (openMenu(event.target)) event.preventDefault();
    };
    element.addEventListener("keydown", key);
    element.addEventListener("focusin", focus);
    element.addEventListener("contextmenu", menu);
    const stop = listenLongPress(element, (press) => openMenu(press.target));
    return () => {
      element.removeEventListener("keydown", key);
      element.removeEventListener("focusin", focus);
      element.removeEventListener("contextmenu", menu);
      stop();
    };
  }, [scroller]);
}

function lineAround(target: EventTarget | null): HTMLElement | undefined {
  return target instanceof Element ? (target.closest<HTMLElement>("[data-line]") ?? undefined) : undefined;
}

/** The index of the line that a key leads to; separators are passed over. */
export function lineFrom(rows: readonly Row[], at: number, key: string): number | undefined {
  switch (key) {
    case "ArrowUp":
      return nearest(rows, at - 1, -1);
    case "ArrowDown":
      return nearest(rows, at + 1, 1);
    case "Home":
      return nearest(rows, 0, 1);
    case "End":
      return nearest(rows, rows.length - 1, -1);
    default:
      return undefined;
  }
}

function nearest(rows: readonly Row[], from: number, step: 1 | -1): number | undefined {
  for (let index = from; index >= 0 && index < rows.length; index += step) {
    if (rows[index]?.is === "line") return index;
  }
  return undefined;
}
