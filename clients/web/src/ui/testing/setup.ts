/** Gives jsdom what it lacks and the pages use: media queries, modal dialogs, sizes, scrolling to a place. */
export function setUpWindow(): void {
  window.matchMedia = (query) =>
    ({
      matches: query.includes("min-width"),
      media: query,
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    }) as unknown as MediaQueryList;
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
