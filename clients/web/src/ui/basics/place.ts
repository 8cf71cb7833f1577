/** A rectangle in the window, in pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const gap = 6;
const edge = 8;

/**
 * Where something that floats goes: below what it belongs to if there is room or more than above, else above; along its
 * start or end; and always inside the window, eight pixels from its edges.
 */
export function place(
  anchor: Box,
  size: { readonly width: number; readonly height: number },
  view: { readonly width: number; readonly height: number },
  along: "start" | "end" | "middle",
): { readonly left: number; readonly top: number } {
  const below = view.height - edge - (anchor.top + anchor.height + gap);
  const above = anchor.top - gap - edge;
  const top =
    below >= size.height || below >= above ? anchor.top + anchor.height + gap : anchor.top - gap - size.height;
  const left =
    along === "start"
      ? anchor.left
      : along === "end"
        ? anchor.left + anchor.width - size.width
        : anchor.left + (anchor.width - size.width) / 2;
  return {
    left: within(left, edge, view.width - edge - size.width),
    top: within(top, edge, view.height - edge - size.height),
  };
}

function within(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
