/** Makes the window so many pixels wide, as far as media queries tell. */
export function setUpWidth(pixels: number): void {
  window.matchMedia = (query) =>
    mediaQuery(query, Number(/min-width: (\d+)px/u.exec(query)?.[1] ?? Infinity) <= pixels);
}

const mediaQuery = (media: string, matches: boolean): MediaQueryList =>
  ({
    matches,
    media,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  }) as unknown as MediaQueryList;

/** Gives jsdom what it lacks and the pages use: media queries, modal dialogs, sizes, scrolling to a place. */
export function setUpWindow(): void {
  window.matchMedia = (query) => mediaQuery(query, query.includes("min-width"));
  HTMLDialogElement.prototype.showModal = function (this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function (this: HTMLDialogElement) {
    this.open = false;
  };
  Element.prototype.scrollTo = () => undefined;
  Element.prototype.scrollBy = () => undefined;
  window.ResizeObserver = class {
    observe(): void {
      /* Nothing has a size here. */
    }
    unobserve(): void {
      /* Nothing has a size here. */
    }
    disconnect(): void {
      /* Nothing has a size here. */
    }
  };
}
