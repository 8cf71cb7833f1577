import type { Preferences } from "../../client/culver.ts";

/** Colours the document, and what of the browser or system is around it, as the person prefers. */
export function colour(document: Document, theme: Preferences["theme"]): void {
  if (theme === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    // One is for light and one for dark, as its media query says before it is changed here.
    const of = (meta.dataset["theme"] ??= (meta.getAttribute("media") ?? "").includes("dark") ? "dark" : "light");
    meta.setAttribute("media", theme === "system" ? `(prefers-color-scheme: ${of})` : theme === of ? "all" : "not all");
  }
}
