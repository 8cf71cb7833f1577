/** Milliseconds: as long as platforms take that tell of it themselves, a little before they mark a word. */
const LONG = 480;
/** Pixels: who moves further wants to scroll. */
const STILL = 10;

/** Where a finger rests. */
export interface Press {
  readonly target: EventTarget | null;
  readonly clientX: number;
  readonly clientY: number;
}

/**
 * Tells when a finger rests on an element: Safari on iOS has no `contextmenu` event for that. Where there is one, it comes
 * once. What the finger does after that, such as following a link, is not done.
 *
 * @param pressed answers whether it means something there; else the browser goes on as ever
 * @returns how to stop listening
 */
export function listenLongPress(element: HTMLElement, pressed: (press: Press) => boolean): () => void {
  let stop: () => void = () => undefined;
  const down = (event: PointerEvent): void => {
    stop();
    // A second finger pinches.
    if (event.pointerType !== "touch" || !event.isPrimary) return;
    const { clientX, clientY, target } = event;
    let taken = false;
    const rested = (): void => {
      // Where something is marked, the finger is there for that.
      if (window.getSelection()?.isCollapsed === false || !pressed({ target, clientX, clientY })) {
        end();
        return;
      }
      taken = true;
      element.dataset["pressed"] = "";
    };
    const timer = setTimeout(rested, LONG);
    const move = (moved: PointerEvent): void => {
      if (!taken && Math.hypot(moved.clientX - clientX, moved.clientY - clientY) > STILL) end();
    };
    const menu = (asked: Event): void => {
      if (taken) swallow(asked);
      else end();
    };
    const up = (): void => {
      if (!taken) {
        end();
        return;
      }
      // The click comes after it, if one comes.
      setTimeout(end);
    };
    const click = (clicked: Event): void => {
      if (taken) swallow(clicked);
      end();
    };
    const end = (): void => {
      clearTimeout(timer);
      delete element.dataset["pressed"];
      window.removeEventListener("pointermove", move);
      window.removeEventListener("pointerup", up);
      window.removeEventListener("pointercancel", end);
      element.removeEventListener("contextmenu", menu, true);
      element.removeEventListener("click", click, true);
      stop = () => undefined;
    };
    stop = end;
    window.addEventListener("pointermove", move, { passive: true });
    window.addEventListener("pointerup", up);
    window.addEventListener("pointercancel", end);
    element.addEventListener("contextmenu", menu, true);
    element.addEventListener("click", click, true);
  };
  element.addEventListener("pointerdown", down, { passive: true });
  return () => {
    stop();
    element.removeEventListener("pointerdown", down);
  };
}

function swallow(event: Event): void {
  event.preventDefault();
  event.stopImmediatePropagation();
}
