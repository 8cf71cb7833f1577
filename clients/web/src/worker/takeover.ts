/** What is used here of a service worker's global scope. */
export interface TakeOverScope {
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  skipWaiting(): Promise<void>;
}

/** What a page says when the person wants the new version at once. */
export const TAKE_OVER = "take-over";

/** A new version waits until the last page of the old one is closed, unless somebody asks for it. */
export function takeOverWhenAsked(self: TakeOverScope): void {
  self.addEventListener("message", ({ data }) => {
    if (data === TAKE_OVER) void self.skipWaiting();
  });
}
