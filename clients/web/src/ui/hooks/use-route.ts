import { useMemo, useSyncExternalStore } from "react";

import { hrefOf, parseRoute, type Route } from "../logic/routes.ts";

function subscribe(changed: () => void): () => void {
  window.addEventListener("hashchange", changed);
  return () => window.removeEventListener("hashchange", changed);
}

/** Where one is. */
export function useRoute(): Route {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  return useMemo(() => parseRoute(hash), [hash]);
}

/** Goes back to the list; what lies over a chat, or beside it, is closed alone. */
export function leave(): void {
  const route = parseRoute(window.location.hash);
  if (route.is !== "info") {
    goTo({ is: "list" });
    return;
  }
  // Where the chat is there already, to what had led to the page.
  document.querySelector<HTMLElement>("[data-info]")?.focus();
  goTo({ is: "chat", conversation: route.conversation });
}

/** Goes to another place; `replace` leaves no way back to the present one. */
export function goTo(route: Route, how: "push" | "replace" = "push"): void {
  const href = hrefOf(route);
  if (how === "push") window.location.hash = href;
  else window.location.replace(href);
}
