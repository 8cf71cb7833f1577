import type { PushProblem } from "../culver.ts";

/**
 * What passes between Culver's page and `push.html`, where Firebase's code registers this browser for pushes: an errand
 * there, and what came of it back. Both lie in the tab's own `sessionStorage`, which no other origin and no other tab sees.
 */
const ERRAND = "culver-push-errand";
const BROUGHT = "culver-push-brought";

export type Brought =
  /** `token` by which the server wakes this browser; `endpoint` of the subscription that it stands for. */
  | { readonly is: "registered"; readonly token: string; readonly endpoint: string }
  | { readonly is: "failed"; readonly why: PushProblem };

type Place = Pick<globalThis.Storage, "getItem" | "setItem" | "removeItem">;

/** Where one returns to from an errand: a place of Culver's page. Undefined if there is none: somebody just came here. */
export function errand(place: Place): string | undefined {
  const back = place.getItem(ERRAND) ?? undefined;
  return back === undefined || /^#\/[\w/?=&.%-]*$/.test(back) ? back : "#/";
}

/** Begins an errand, from a place of Culver's page. */
export const setErrand = (place: Place, back: string): void => place.setItem(ERRAND, back === "" ? "#/" : back);

/** Ends the errand. */
export function bring(place: Place, brought: Brought): void {
  place.removeItem(ERRAND);
  place.setItem(BROUGHT, JSON.stringify(brought));
}

/** Takes out what was brought. */
export function takeBrought(place: Place): Brought | undefined {
  const text = place.getItem(BROUGHT);
  place.removeItem(ERRAND);
  place.removeItem(BROUGHT);
  // Of this origin's own page, a moment ago.
  return text === null ? undefined : (JSON.parse(text) as Brought);
}
