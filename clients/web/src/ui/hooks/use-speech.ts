import { useMemo, useSyncExternalStore } from "react";

import type { Culver, Identifier, Person } from "../../client/culver.ts";
import type { Speech } from "../logic/describe.ts";
import { tameName } from "../logic/names.ts";
import { timesIn, type Times } from "../logic/times.ts";
import type { Texts } from "../text/en.ts";
import { useText } from "../text/use-text.tsx";
import { useCulver } from "./use-culver.tsx";
import { useLive } from "./use-live.ts";

const known = new Map<string, Times>();

function timesOf(text: Texts): Times {
  let times = known.get(text.language);
  if (times === undefined) {
    times = timesIn(text.language, text);
    known.set(text.language, times);
  }
  return times;
}

/** How times are written in the language in use. */
export function useTimes(): Times {
  return timesOf(useText());
}

/** What describing lines by and about some people needs; follows their names. */
export function useSpeech(accounts: readonly Identifier[]): Speech {
  const text = useText();
  const people = usePeople(accounts);
  const self = useSelf();
  return useMemo(
    () => ({ text, times: timesOf(text), name: (account) => tameName(people.get(account)?.name), self }),
    [text, people, self],
  );
}

/** The own account, as long as somebody is signed in. */
export function useSelf(): Identifier | undefined {
  const standing = useLive(useCulver().standing);
  return standing?.is === "signed-in" || standing?.is === "ended" ? standing.account : undefined;
}

/** Some people by their accounts. */
export function usePeople(accounts: readonly Identifier[]): ReadonlyMap<Identifier, Person> {
  const culver = useCulver();
  const key = [...new Set(accounts)].sort().join(" ");
  const store = useMemo(() => peopleStore(culver, key === "" ? [] : key.split(" ")), [culver, key]);
  return useSyncExternalStore(store.subscribe, store.current);
}

function peopleStore(
  culver: Culver,
  accounts: readonly Identifier[],
): {
  readonly subscribe: (changed: () => void) => () => void;
  readonly current: () => ReadonlyMap<Identifier, Person>;
} {
  const lives = accounts.map((account) => culver.people.person(account));
  let seen: readonly (Person | undefined)[] = [];
  let map: ReadonlyMap<Identifier, Person> = new Map();
  return {
    subscribe: (changed) => {
      const stops = lives.map((live) => live.subscribe(changed));
      return () => {
        for (const stop of stops) stop();
      };
    },
    current: () => {
      const now = lives.map((live) => live.current());
      if (now.length !== seen.length || now.some((person, index) => person !== seen[index])) {
        seen = now;
        map = new Map(now.flatMap((person) => (person === undefined ? [] : [[person.account, person] as const])));
      }
      return map;
    },
  };
}
