import { cloneElement, useEffect, useState, type ReactElement, type ReactNode } from "react";

import { place } from "./place.ts";
import "./tooltip.css";

interface Handlers {
  onPointerEnter?: (event: React.PointerEvent) => void;
  onPointerLeave?: (event: React.PointerEvent) => void;
  onFocus?: (event: React.FocusEvent) => void;
  onBlur?: (event: React.FocusEvent) => void;
  onPointerDown?: (event: React.PointerEvent) => void;
}

/**
 * Shows the name of an icon's button after half a second under a mouse, and at once at a focus by keyboard. The button
 * has the name as its label, so the tooltip is not told to assistive technology. Escape hides it.
 */
export function Tooltip({
  text,
  children,
}: {
  readonly text: string;
  readonly children: ReactElement<Handlers>;
}): ReactNode {
  const [near, setNear] = useState<Element>();
  const [anchor, setAnchor] = useState<Element>();
  const hide = (): void => {
    setNear(undefined);
    setAnchor(undefined);
  };
  useEffect(() => {
    if (near === undefined) return;
    const timer = setTimeout(() => setAnchor(near), 500);
    return () => clearTimeout(timer);
  }, [near]);
  useEffect(() => {
    if (anchor === undefined) return;
    const close = (event: KeyboardEvent): void => {
      if (event.key === "Escape") setAnchor(undefined);
    };
    window.addEventListener("keydown", close);
    return () => window.removeEventListener("keydown", close);
  }, [anchor]);
  return (
    <>
      {cloneElement(children, {
        onPointerEnter: (event) => {
          if (event.pointerType === "mouse") setNear(event.currentTarget);
        },
        onPointerLeave: hide,
        onPointerDown: hide,
        onFocus: (event) => {
          if (event.currentTarget.matches(":focus-visible")) setAnchor(event.currentTarget);
        },
        onBlur: hide,
      })}
      {anchor && <Bubble anchor={anchor} text={text} />}
    </>
  );
}

function Bubble({ anchor, text }: { readonly anchor: Element; readonly text: string }): ReactNode {
  const show = (bubble: HTMLSpanElement | null): void => {
    if (bubble === null) return;
    // The top layer, so that no dialog covers it. Tests' documents have none.
    if ("showPopover" in bubble) bubble.showPopover();
    const at = place(
      anchor.getBoundingClientRect(),
      bubble.getBoundingClientRect(),
      { width: window.innerWidth, height: window.innerHeight },
      "middle",
    );
    bubble.style.left = `${at.left}px`;
    bubble.style.top = `${at.top}px`;
  };
  return (
    <span ref={show} popover="manual" className="tooltip" aria-hidden="true">
      {text}
    </span>
  );
}
