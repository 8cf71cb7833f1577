/** The words of this page. */
interface Words {
  readonly language: string;
  readonly title: string;
  readonly text: string;
  readonly back: string;
}

const en: Words = {
  language: "en",
  title: "One moment",
  text: "Google’s Firebase registers this browser, so that it can be woken. It sees none of your messages.",
  back: "Back without it",
};

const de: Words = {
  language: "de",
  title: "Einen Moment",
  text: "Googles Firebase trägt diesen Browser ein, damit er geweckt werden kann. Es sieht keine deiner Nachrichten.",
  back: "Ohne zurück",
};

/** The words of the first language there are some for. */
export function wordsFor(languages: readonly string[]): Words {
  const known = languages.map((tag) => tag.toLowerCase().split("-")[0]).find((tag) => tag === "en" || tag === "de");
  return known === "de" ? de : en;
}
