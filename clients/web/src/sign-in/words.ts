import type { PhoneProblem } from "./phone.ts";

/** The words of the sign-in page; it has none of the other pages' so that it stays small. */
export interface Words {
  readonly language: string;
  readonly title: string;
  readonly text: string;
  readonly country: string;
  readonly number: string;
  readonly send: string;
  readonly codeTitle: string;
  readonly codeText: (number: string) => string;
  /** Where the code is, if it is not sent to a phone. */
  readonly laptop: string;
  readonly code: string;
  readonly confirm: string;
  readonly again: string;
  readonly againIn: (seconds: number) => string;
  readonly otherNumber: string;
  readonly back: string;
  readonly google: string;
  readonly unset: string;
  readonly retry: string;
  readonly problems: Readonly<Record<PhoneProblem, string>>;
}

export const en: Words = {
  language: "en",
  title: "Your phone number",
  text: "A code comes by text message. People who know your number can find you by it; it is shown to nobody.",
  country: "Country",
  number: "Phone number",
  send: "Send the code",
  codeTitle: "The code",
  codeText: (number) => `Six digits are on their way to ${number}.`,
  laptop: "This is a laptop’s Culver: no message is sent. The code stands in the terminal where Culver runs.",
  code: "Code of six digits",
  confirm: "Sign in",
  again: "Send it again",
  againIn: (seconds) => `Send it again in ${seconds} s`,
  otherNumber: "Use another number",
  back: "Back",
  google: "Google’s Firebase checks the number; its reCAPTCHA keeps robots out. Neither sees a message of yours.",
  unset: "Culver’s settings could not be read, so nobody can sign in here now.",
  retry: "Try again",
  problems: {
    number: "That cannot be a phone number in this country. Check the digits, or begin with + and the country’s code.",
    code: "That is not the code. Look at the newest message and try again.",
    expired: "That code is too old. Have a new one sent.",
    busy: "Too many codes were asked for. Wait a while and try again.",
    network: "There is no connection to the phone sign-in. Check your network and try again.",
    robot: "The check against robots failed. Try again; if it fails again, reload the page.",
    "not-here": "Phone sign-in is not set up for this address. Whoever runs this Culver has to allow it in Firebase.",
    unexpected: "That did not work. Try again in a moment.",
  },
};

export const de: Words = {
  language: "de",
  title: "Deine Telefonnummer",
  text: "Du bekommst einen Code per SMS. Wer deine Nummer kennt, kann dich darüber finden; gezeigt wird sie niemandem.",
  country: "Land",
  number: "Telefonnummer",
  send: "Code senden",
  codeTitle: "Der Code",
  codeText: (number) => `Sechs Ziffern sind unterwegs an ${number}.`,
  laptop: "Dieses Culver läuft auf einem Laptop und verschickt keine SMS: Der Code steht in seinem Terminal.",
  code: "Code aus sechs Ziffern",
  confirm: "Anmelden",
  again: "Noch einmal senden",
  againIn: (seconds) => `Noch einmal senden in ${seconds} s`,
  otherNumber: "Andere Nummer verwenden",
  back: "Zurück",
  google: "Googles Firebase prüft die Nummer, sein reCAPTCHA hält Roboter fern. Beide sehen keine deiner Nachrichten.",
  unset: "Culvers Einstellungen waren nicht zu lesen, daher kann sich hier gerade niemand anmelden.",
  retry: "Noch einmal versuchen",
  problems: {
    number:
      "Das kann in diesem Land keine Telefonnummer sein. Prüfe die Ziffern, oder beginne mit + und der Landesvorwahl.",
    code: "Das ist nicht der Code. Sieh in der neuesten Nachricht nach.",
    expired: "Dieser Code ist zu alt. Lass dir einen neuen senden.",
    busy: "Es wurden zu viele Codes angefordert. Warte eine Weile und versuche es dann noch einmal.",
    network: "Die Telefonanmeldung ist nicht zu erreichen. Prüfe deine Verbindung und versuche es noch einmal.",
    robot: "Die Prüfung gegen Roboter ist gescheitert. Versuche es noch einmal, sonst lade die Seite neu.",
    "not-here":
      "Für diese Adresse ist die Telefonanmeldung nicht eingerichtet. Wer dieses Culver betreibt, muss sie in Firebase erlauben.",
    unexpected: "Das hat nicht geklappt. Versuche es gleich noch einmal.",
  },
};

/** The words of the first language there are some for. */
export function wordsFor(languages: readonly string[]): Words {
  const known = languages.map((tag) => tag.toLowerCase().split("-")[0]).find((tag) => tag === "en" || tag === "de");
  return known === "de" ? de : en;
}
