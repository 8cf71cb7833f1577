import { hrefOf, parseRoute, type Route } from "./routes.ts";

/** Where the address lies that somebody came with before they had signed in; it stays within the tab. */
const PLACE = "culver-goal";

/** Keeps a link to somebody over the signing-in, which leaves this page. Other places mean nothing to a new device. */
export function keepGoal(route: Route): void {
  if (route.is === "with") sessionStorage.setItem(PLACE, hrefOf(route));
}

/** Where to go after signing in: to whom the link led, otherwise to the list. */
export function goal(): Route {
  const route = parseRoute(sessionStorage.getItem(PLACE) ?? "");
  return route.is === "with" ? route : { is: "list" };
}

/** Somebody has arrived: the link has done its work. */
export function dropGoal(): void {
  sessionStorage.removeItem(PLACE);
}
