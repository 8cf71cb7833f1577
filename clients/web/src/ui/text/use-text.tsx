import { createContext, use, useEffect, useMemo, type ReactNode } from "react";

import type { Preferences } from "../../client/culver.ts";
import { de } from "./de.ts";
import { en, type Texts } from "./en.ts";

const catalogues = { en, de } as const;
const Text = createContext<Texts>(en);

/** The language to use: what was chosen, else the first of the browser's that there is a catalogue for, else English. */
export function languageFor(chosen: Preferences["language"], wanted: readonly string[]): "en" | "de" {
  if (chosen !== "system") return chosen;
  for (const tag of wanted) {
    const language = tag.toLowerCase().split("-")[0];
    if (language === "en" || language === "de") return language;
  }
  return "en";
}

/** Gives all below the words of a language, and tells the document's language to assistive technology. */
export function TextProvider({
  language,
  children,
}: {
  readonly language: Preferences["language"];
  readonly children: ReactNode;
}): ReactNode {
  const texts = useMemo(() => catalogues[languageFor(language, navigator.languages)], [language]);
  useEffect(() => {
    document.documentElement.lang = texts.language;
  }, [texts]);
  return <Text value={texts}>{children}</Text>;
}

/** The words of the language in use. */
export function useText(): Texts {
  return use(Text);
}
