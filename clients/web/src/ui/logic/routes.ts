/** The places of the settings. */
export const settingsPages = ["account", "devices", "privacy", "notifications", "appearance", "blocked"] as const;
export type SettingsPage = (typeof settingsPages)[number];

/** Where one is, as the address behind `#` says. */
export type Route =
  | { readonly is: "list" }
  | { readonly is: "archive" }
  | { readonly is: "chat"; readonly conversation: string; readonly at?: string }
  | { readonly is: "info"; readonly conversation: string }
  | { readonly is: "new" }
  | { readonly is: "new-group" }
  | { readonly is: "with"; readonly whom: string }
  | { readonly is: "me" }
  | { readonly is: "welcome" }
  | { readonly is: "settings"; readonly page?: SettingsPage };

/** Reads the part of an address behind `#`. What is not known leads to the list. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#?\/?/u, "").split("?");
  const [first = "", second, third] = path.split("/").map(decoded);
  switch (first) {
    case "archive":
    case "new":
    case "new-group":
    case "me":
    case "welcome":
      return { is: first };
    case "c": {
      if (second === undefined || second === "") return { is: "list" };
      if (third === "info") return { is: "info", conversation: second };
      const at = new URLSearchParams(query).get("at");
      return { is: "chat", conversation: second, ...(at === null ? {} : { at }) };
    }
    case "with":
      return second === undefined || second === "" ? { is: "new" } : { is: "with", whom: second };
    case "settings": {
      const page = settingsPages.find((known) => known === second);
      return page === undefined ? { is: "settings" } : { is: "settings", page };
    }
    default:
      return { is: "list" };
  }
}

/** The address of a place, beginning with `#/`. */
export function hrefOf(route: Route): string {
  switch (route.is) {
    case "list":
      return "#/";
    case "chat": {
      const at = route.at === undefined ? "" : `?at=${encodeURIComponent(route.at)}`;
      return `#/c/${encodeURIComponent(route.conversation)}${at}`;
    }
    case "info":
      return `#/c/${encodeURIComponent(route.conversation)}/info`;
    case "with":
      return `#/with/${encodeURIComponent(route.whom)}`;
    case "settings":
      return route.page === undefined ? "#/settings" : `#/settings/${route.page}`;
    default:
      return `#/${route.is}`;
  }
}

function decoded(part: string): string {
  try {
    // Half a character cannot be written into an address again.
    return decodeURIComponent(part).replace(/\p{Cs}/gu, "\ufffd");
  } catch {
    return "";
  }
}
