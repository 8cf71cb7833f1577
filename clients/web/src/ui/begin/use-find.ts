import { useEffect, useMemo, useState } from "react";

import type { Person } from "../../client/culver.ts";
import { useBusy } from "../hooks/use-busy.ts";
import { useCulver } from "../hooks/use-culver.tsx";
import { useLive } from "../hooks/use-live.ts";
import { matches } from "../logic/searching.ts";
import { parseWho } from "../logic/who.ts";

/** A search for people: among those one knows, and, when asked to, at the server. */
export interface Find {
  readonly query: string;
  readonly setQuery: (query: string) => void;
  /** Those known whose name or handle fits. */
  readonly known: readonly Person[] | undefined;
  /** What could be looked up at the server. */
  readonly lookable: string | undefined;
  /** Whom it names is among those known, and fits. */
  readonly listed: boolean;
  readonly lookUp: () => void;
  readonly busy: boolean;
  readonly error: string | undefined;
  /** What looking up came to: nobody is null. */
  readonly found: Person | null | undefined;
}

/** Finds people by name, handle or phone number. */
export function useFind(): Find {
  const { people } = useCulver();
  const all = useLive(people.known);
  const [query, setQuery] = useState("");
  const [result, setResult] = useState<{ readonly of: string; readonly person: Person | null }>();
  const [busy, error, act] = useBusy();
  const asked = query.trim();
  const known = useMemo(
    () =>
      asked === ""
        ? all
        : all?.filter(
            (person) => matches(person.name, asked) || (person.handle !== undefined && matches(person.handle, asked)),
          ),
    [all, asked],
  );
  const who = parseWho(asked);
  const national = useNational(who === undefined ? asked : "");
  const lookable =
    who === undefined ? national : who.is === "number" ? who.number : who.is === "link" ? who.whom : `@${who.handle}`;
  const listed = who?.is === "handle" && (known ?? []).some((person) => person.handle === who.handle);
  return {
    query,
    setQuery,
    known,
    lookable,
    listed,
    busy,
    error,
    found: result?.of === asked ? result.person : undefined,
    lookUp: () => {
      if (lookable === undefined) return;
      void act(() => people.find(lookable).then((person) => setResult({ of: asked, person: person ?? null })));
    },
  };
}

/** Where the sign-in page leaves the country of the own number. */
const place = "culver-country";
const digits = /^[\d\s()./-]{3,}$/u;

/** A phone number without its country code, read as one of the own country; undefined if it can be none there. */
function useNational(typed: string): string | undefined {
  const [read, setRead] = useState<{ readonly of: string; readonly number: string | undefined }>();
  const like = digits.test(typed);
  useEffect(() => {
    if (!like) return;
    let wanted = true;
    // What knows all countries' numbers is loaded where somebody types one.
    import("../logic/numbers.ts").then(
      ({ internationalNumber, readingCountry }) => {
        const country = readingCountry(localStorage.getItem(place), navigator.languages);
        if (wanted) setRead({ of: typed, number: internationalNumber(typed, country) });
      },
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [like, typed]);
  return like && read?.of === typed ? read.number : undefined;
}
