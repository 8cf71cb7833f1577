import type { Preferences } from "../client/culver.ts";

/** The words of notifications. */
export interface Words {
  readonly messages: (count: number) => string;
  /** Of several conversations, together. */
  readonly gathered: (messages: number, chats: number) => string;
  /** Not a message, and not to be told what. */
  readonly something: string;
  /** Somebody has reacted to an own message; `to` is empty where nothing is left of it. */
  readonly reacted: (emoji: string, to: string) => string;
  readonly added: (name: string) => string;
  /** It could not be found out in time. */
  readonly maybe: string;
  /** What woke this browser was read elsewhere, or is of nobody to be heard of. */
  readonly nothing: string;
  readonly muted: string;
  readonly somebody: string;
  readonly group: string;
  readonly photo: string;
  readonly video: string;
  readonly voice: string;
  readonly file: string;
}

export const en: Words = {
  messages: (count) => (count === 1 ? "New message" : `${count} new messages`),
  gathered: (messages, chats) => `${messages} new messages in ${chats} chats`,
  something: "Something new",
  reacted: (emoji, to) => (to === "" ? `${emoji} to your message` : `${emoji} to “${to}”`),
  added: (name) => `${name} added you`,
  maybe: "You may have new messages",
  nothing: "No new messages",
  muted: "New messages in muted chats",
  somebody: "Unknown",
  group: "Group",
  photo: "Photo",
  video: "Video",
  voice: "Voice message",
  file: "File",
};

export const de: Words = {
  messages: (count) => (count === 1 ? "Neue Nachricht" : `${count} neue Nachrichten`),
  gathered: (messages, chats) => `${messages} neue Nachrichten in ${chats} Chats`,
  something: "Es gibt etwas Neues",
  reacted: (emoji, to) => (to === "" ? `${emoji} auf deine Nachricht` : `${emoji} auf „${to}“`),
  added: (name) => `${name} hat dich hinzugefügt`,
  maybe: "Vielleicht gibt es neue Nachrichten",
  nothing: "Keine neuen Nachrichten",
  muted: "Neue Nachrichten in stummen Chats",
  somebody: "Unbekannt",
  group: "Gruppe",
  photo: "Foto",
  video: "Video",
  voice: "Sprachnachricht",
  file: "Datei",
};

/** The words that the person prefers, or those of the browser's first language there are some for. */
export function wordsFor(preferred: Preferences["language"], languages: readonly string[]): Words {
  const asked = preferred === "system" ? languages : [preferred];
  const known = asked.map((tag) => tag.toLowerCase().split("-")[0]).find((tag) => tag === "en" || tag === "de");
  return known === "de" ? de : en;
}
