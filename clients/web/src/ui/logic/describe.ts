import type { Attachment, Body, Identifier, Line } from "../../client/culver.ts";
import type { Texts } from "../text/en.ts";
import { attachmentKind } from "./kinds.ts";
import { callName, isolate, listNames, tameName } from "./names.ts";
import type { Times } from "./times.ts";

/** What a description needs to know: the words, the times, and what everybody is called. */
export interface Speech {
  readonly text: Texts;
  readonly times: Times;
  /** The name of an account to be shown; undefined if nobody knows. */
  readonly name: (account: Identifier) => string | undefined;
  readonly self: Identifier | undefined;
}

/** The name of an account, isolated, never empty; "You" for oneself. */
export function nameIn(speech: Speech, account: Identifier): string {
  if (account === speech.self) return speech.text.common.you;
  return isolate(callName(account, speech.name(account), speech.text.common));
}

/** What of a line is needed to describe it. */
export type Described = Pick<Line, "author" | "body" | "own">;

/** A note across the conversation, such as who added whom, of one line or of several that say the same; undefined for bubbles. */
export function noteOf(line: Described, speech: Speech, count = 1): string | undefined {
  const { lines, chat } = speech.text;
  const who = nameIn(speech, line.author);
  switch (line.body.is) {
    case "text":
    case "media":
    case "deleted":
      return undefined;
    case "placeholder":
      return chat.placeholder[line.body.why](count);
    case "titled": {
      const title = isolate(tameName(line.body.title) ?? speech.text.list.group);
      return line.own ? lines.titledYou(title) : lines.titled(who, title);
    }
    case "lifetime": {
      if (line.body.seconds === undefined) return line.own ? lines.lifetimeOffYou : lines.lifetimeOff(who);
      const span = speech.times.span(line.body.seconds);
      return line.own ? lines.lifetimeYou(span) : lines.lifetime(who, span);
    }
    case "new-device":
      return line.body.account === speech.self
        ? lines.newDeviceYou
        : lines.newDevice(nameIn(speech, line.body.account));
    case "removed-device":
      return lines.removedDevice(nameIn(speech, line.body.account));
    case "membership":
      return membershipNote(line, line.body, speech);
  }
}

function membershipNote(line: Described, body: Extract<Body, { is: "membership" }>, speech: Speech): string {
  const { lines, common } = speech.text;
  const who = nameIn(speech, line.author);
  const whom = (accounts: readonly Identifier[]): string =>
    listNames(
      accounts.map((account) =>
        account === speech.self ? lines.youObject : callName(account, speech.name(account), common),
      ),
      common,
      4,
    );
  const { change } = body;
  switch (change.is) {
    case "created":
      return line.own ? lines.createdYou : lines.created(who);
    case "added":
      return line.own ? lines.addedYou(whom(change.accounts)) : lines.added(who, whom(change.accounts));
    case "removed":
      return line.own ? lines.removedYou(whom(change.accounts)) : lines.removed(who, whom(change.accounts));
    case "left":
      return line.own ? lines.leftYou : lines.left(who);
    case "role":
      return line.own
        ? lines.roleYou(whom([change.account]), change.role)
        : lines.role(who, whom([change.account]), change.role);
  }
}

/** What a line says, on one line: for lists, quotes, announcements. */
export function excerptOf(line: Described, speech: Speech): string {
  const { excerpt } = speech.text;
  switch (line.body.is) {
    case "text":
      return onOneLine(line.body.text);
    case "media":
      return onOneLine(line.body.text ?? "") || filesExcerpt(line.body.files, excerpt);
    case "deleted":
      return excerpt.deleted;
    case "placeholder":
      return excerpt.hidden;
    default:
      return noteOf(line, speech) ?? "";
  }
}

/** What is called by its kind, or by its name where there is none to see or hear. */
type Named = Pick<Attachment, "type" | "voice" | "name">;

export function filesExcerpt(files: readonly Named[], words: Texts["excerpt"]): string {
  const first = files[0];
  if (first === undefined) return words.file;
  const kinds = new Set(files.map(attachmentKind));
  if (files.length > 1)
    return kinds.size === 1 && kinds.has("picture") ? words.photos(files.length) : words.files(files.length);
  switch (attachmentKind(first)) {
    case "picture":
      return words.photo;
    case "video":
      return words.video;
    case "voice":
      return words.voice;
    case "audio":
      return words.audio;
    case "file":
      return tameName(first.name) ?? words.file;
  }
}

/** A text's first 200 characters without line breaks. */
export function onOneLine(text: string): string {
  return text.slice(0, 400).replace(/\s+/gu, " ").trim().slice(0, 200);
}
