import { useEffect, useEffectEvent, useRef, useState, type ComponentProps, type ReactNode } from "react";

import { IconButton } from "./button.tsx";
import { classes } from "./classes.ts";
import { Icon, type IconName } from "./icon.tsx";
import { moveBy } from "./menu-keys.ts";
import { place, type Box } from "./place.ts";
import "./menu.css";

/** Something that a menu offers. */
export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  readonly danger?: boolean;
  /** Of what can be chosen: whether it is. */
  readonly checked?: boolean;
  /** Draws a line above it. */
  readonly apart?: boolean;
  readonly act: () => void;
}

interface MenuProps {
  readonly label: string;
  readonly items: readonly MenuItem[];
  /** What it belongs to, or where it was asked for. */
  readonly anchor: Element | Box;
  readonly along?: "start" | "end";
  /** Shown above the items; its buttons are reached by Tab. */
  readonly head?: ReactNode;
  readonly onClose: () => void;
}

/**
 * A menu beside what it belongs to. It takes the focus and gives it back; Escape, Tab and a press elsewhere close it. With
 * a head, Tab goes round between that and the items.
 */
export function Menu({ label, items, anchor, along = "end", head, onClose }: MenuProps): ReactNode {
  const menu = useRef<HTMLDivElement>(null);
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    const element = menu.current;
    if (element === null) return;
    if ("showPopover" in element) element.showPopover();
    const box = anchor instanceof Element ? anchor.getBoundingClientRect() : anchor;
    const size = { width: element.offsetWidth, height: element.offsetHeight };
    const direction = getComputedStyle(element).direction === "rtl" ? (along === "end" ? "start" : "end") : along;
    const at = place(box, size, { width: window.innerWidth, height: window.innerHeight }, direction);
    element.style.left = `${at.left}px`;
    element.style.top = `${at.top}px`;
    (itemsOf(element)[0] ?? stopsOf(element)[0])?.focus({ preventScroll: true });
  }, [anchor, along]);
  useEffect(() => {
    const outside = (event: Event): void => {
      if (event.target instanceof Node && menu.current?.contains(event.target) !== true) onClose();
    };
    window.addEventListener("pointerdown", outside, true);
    window.addEventListener("resize", onClose);
    window.addEventListener("blur", onClose);
    return () => {
      window.removeEventListener("pointerdown", outside, true);
      window.removeEventListener("resize", onClose);
      window.removeEventListener("blur", onClose);
    };
  }, [onClose]);

  const close = (): void => {
    onClose();
    if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
  };
  const onKeyDown = useEffectEvent((event: KeyboardEvent): void => {
    event.stopPropagation();
    const element = menu.current;
    if (element === null) return;
    const buttons = itemsOf(element);
    const at = buttons.findIndex((button) => button === document.activeElement);
    if (event.key === "Escape" || (event.key === "Tab" && head === undefined)) {
      event.preventDefault();
      close();
    } else if (event.key === "Tab") {
      event.preventDefault();
      const stops = [...stopsOf(element), ...buttons.slice(Math.max(0, at)).slice(0, 1)];
      const here = stops.findIndex((stop) => stop === document.activeElement);
      stops[(here + (event.shiftKey ? -1 : 1) + stops.length) % stops.length]?.focus();
    } else if (!event.ctrlKey && !event.metaKey && !event.altKey) {
      const next = moveBy(
        event.key,
        at,
        items.map((item) => item.label),
      );
      if (next === undefined) return;
      event.preventDefault();
      buttons[next]?.focus();
    }
  });
  useEffect(() => {
    const element = menu.current;
    const key = (event: KeyboardEvent): void => onKeyDown(event);
    element?.addEventListener("keydown", key);
    return () => {
      element?.removeEventListener("keydown", key);
      // What was chosen in the head closes the menu without asking it.
      const lost = element?.isConnected === false && document.activeElement === document.body;
      if (lost && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [before]);
  return (
    <div ref={menu} popover="manual" className="menu">
      {head}
      <div role="menu" tabIndex={-1} aria-label={label} className="menu-items">
        {items.map((item) => (
          <button
            key={item.label}
            type="button"
            role={item.checked === undefined ? "menuitem" : "menuitemradio"}
            aria-checked={item.checked}
            tabIndex={-1}
            className={classes("menu-item", item.danger && "menu-item-danger", item.apart && "menu-item-apart")}
            onClick={() => {
              close();
              item.act();
            }}
          >
            {item.icon && <Icon name={item.icon} size={20} />}
            <span>{item.label}</span>
            {item.checked === true && <Icon name="check" size={18} />}
          </button>
        ))}
      </div>
    </div>
  );
}

function itemsOf(element: HTMLElement): readonly HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>("[role^=menuitem]")];
}

/** What Tab stops at besides the items. */
function stopsOf(element: HTMLElement): readonly HTMLElement[] {
  return [...element.querySelectorAll<HTMLElement>("button:not([role^=menuitem])")];
}

interface MenuButtonProps extends Omit<ComponentProps<typeof IconButton>, "icon" | "onClick"> {
  readonly icon?: IconName;
  /** Asked for when it is opened. */
  readonly items: () => readonly MenuItem[];
  readonly along?: "start" | "end";
}

/** A button that opens a menu. */
export function MenuButton({ icon = "menu", items, along = "end", label, ...rest }: MenuButtonProps): ReactNode {
  const [open, setOpen] = useState<{ readonly anchor: Element; readonly items: readonly MenuItem[] }>();
  return (
    <>
      <IconButton
        {...rest}
        icon={icon}
        label={label}
        aria-haspopup="menu"
        aria-expanded={open !== undefined}
        onClick={(event) => setOpen(open ? undefined : { anchor: event.currentTarget, items: items() })}
        onPointerDownCapture={(event) => {
          // Else the menu closes at the press and opens again at the click.
          if (open) event.nativeEvent.stopImmediatePropagation();
        }}
      />
      {open && (
        <Menu label={label} items={open.items} anchor={open.anchor} along={along} onClose={() => setOpen(undefined)} />
      )}
    </>
  );
}
