import { text as decode } from "../../wire/bytes.ts";
import { asObject as object, identifier, Malformed, type Json } from "../../wire/json.ts";
import { FILE, FILES_OF_A_MESSAGE, GROUP_MEMBERS, KNOWN_AT_ONCE, TITLE } from "../../wire/limits.ts";
import type { NewMember } from "../membership/changes.ts";
import type { Content, KnownConversation, KnownPerson, Picture, Reference, Sealed, SentFile, Told } from "./content.ts";

/** What a plaintext turned out to be. */
export type Parsed =
  | ({ readonly is: "content" } & Sealed)
  | { readonly is: "typing" }
  /** A newer version can show it. */
  | { readonly is: "unknown"; readonly kind: string }
  /** It is not what the contract describes: refuse it. */
  | { readonly is: "malformed"; readonly reason: string };

const MOST_LIFETIME = 31_536_000;

/** Reads the plaintext of an envelope. Members that it does not know are ignored. */
export function parseContent(plaintext: Uint8Array): Parsed {
  try {
    const json = object(JSON.parse(decode(plaintext)));
    return read(json);
  } catch (failed) {
    if (failed instanceof Malformed) {
      return { is: "malformed", reason: failed.message };
    }
    return { is: "malformed", reason: "it is not JSON in UTF-8" };
  }
}

function read(json: Json): Parsed {
  const kind = text(json, "kind", 1, 64);
  if (kind === "typing") {
    return { is: "typing" };
  }
  const content = contentOf(kind, json);
  if (content === undefined) {
    return { is: "unknown", kind };
  }
  const told = kind === "group" ? toldOf(json) : undefined;
  return {
    is: "content",
    content,
    ...(json["profileKey"] === undefined ? {} : { profileKey: base64(json, "profileKey", 32, 32) }),
    ...(told === undefined ? {} : { told }),
  };
}

function contentOf(kind: string, json: Json): Content | undefined {
  switch (kind) {
    case "text":
      return { is: "text", text: text(json, "text", 1, 65_516), ...replyOf(json), ...lifetimeOf(json, "lifetime") };
    case "media":
      return {
        is: "media",
        files: files(json["files"]),
        ...optionalText(json, "text", 65_516),
        ...replyOf(json),
        ...lifetimeOf(json, "lifetime"),
      };
    case "reaction":
      return { is: "reaction", to: reference(json["to"]), ...optionalText(json, "emoji", 64) };
    case "edit":
      return { is: "edit", to: reference(json["to"]), text: text(json, "text", 1, 65_516) };
    case "delete":
      return { is: "delete", to: reference(json["to"]) };
    case "lifetime":
      return { is: "lifetime", ...lifetimeOf(json, "seconds") };
    case "profile":
      base64(json, "profileKey", 32, 32);
      return { is: "profile" };
    case "group":
      return { is: "group", ...titled(json) };
    case "known":
      return {
        is: "known",
        ...optionalList(json, "people", knownPerson),
        ...optionalList(json, "conversations", knownConversation),
      };
    default:
      return undefined;
  }
}

const titled = (json: Json): { readonly title: string; readonly picture?: Picture } => ({
  title: title(json),
  ...pictureOf(json, "picture", 24_576),
});

function knownPerson(value: unknown): KnownPerson {
  const json = object(value, "a person");
  return { account: identifier(json, "account"), profileKey: base64(json, "profileKey", 32, 32) };
}

function knownConversation(value: unknown): KnownConversation {
  const json = object(value, "a conversation");
  const since = (said: Json): { readonly seq: number } => ({ seq: whole(said, "seq", 0, Number.MAX_SAFE_INTEGER) });
  const group = json["group"] === undefined ? undefined : object(json["group"], "a group");
  const lifetime = json["lifetime"] === undefined ? undefined : object(json["lifetime"], "a lifetime");
  return {
    conversation: identifier(json, "conversation"),
    ...(group === undefined ? {} : { group: { ...titled(group), ...since(group) } }),
    ...(lifetime === undefined ? {} : { lifetime: { ...lifetimeOf(lifetime, "seconds"), ...since(lifetime) } }),
  };
}

function title(json: Json): string {
  const value = text(json, "title", 1, TITLE * 2);
  return Array.from(value).length <= TITLE ? value : refuse("its title is too long");
}

function toldOf(json: Json): Told | undefined {
  if (json["change"] === undefined && json["members"] === undefined) {
    return undefined;
  }
  const members = list(json["members"], "members", 1, GROUP_MEMBERS).map((each): NewMember => {
    const named = object(each, "a member");
    return { account: identifier(named, "account"), role: text(named, "role", 1, 64) };
  });
  return { change: whole(json, "change", 1, Number.MAX_SAFE_INTEGER), members };
}

const files = (value: unknown): SentFile[] =>
  list(value, "files", 1, FILES_OF_A_MESSAGE).map((each) => {
    const json = object(each, "a file");
    return {
      media: identifier(json, "media"),
      key: base64(json, "key", 32, 32),
      size: whole(json, "size", 1, FILE),
      chunk: whole(json, "chunk", 65_536, 4_194_304),
      type: text(json, "type", 1, 127),
      ...optionalText(json, "name", 255),
      ...optionalWhole(json, "width"),
      ...optionalWhole(json, "height"),
      ...optionalWhole(json, "duration"),
      ...(json["voice"] === true ? { voice: true } : {}),
      ...pictureOf(json, "thumbnail", 6_144),
    };
  });

function pictureOf<K extends string>(json: Json, name: K, most: number): Members<K, Picture> {
  if (json[name] === undefined) {
    return member(name, undefined);
  }
  const picture = object(json[name], name);
  const type = text(picture, "type", 1, 64);
  const shown = ["image/webp", "image/jpeg", "image/png"].includes(type);
  return member(name, shown ? { type, data: base64(picture, "data", 1, most) } : undefined);
}

function replyOf(json: Json): { readonly reply?: Reference } {
  return json["reply"] === undefined ? {} : { reply: reference(json["reply"]) };
}

const lifetimeOf = <K extends string>(json: Json, name: K): Members<K, number> =>
  member(name, json[name] === undefined ? undefined : whole(json, name, 5, MOST_LIFETIME));

function reference(value: unknown): Reference {
  const json = object(value, "a reference");
  return { device: identifier(json, "device"), id: identifier(json, "id") };
}

function refuse(reason: string): never {
  throw new Malformed(reason);
}

function list(value: unknown, what: string, least: number, most: number): readonly unknown[] {
  return Array.isArray(value) && value.length >= least && value.length <= most
    ? (value as readonly unknown[])
    : refuse(`"${what}" is no list of ${least} to ${most}`);
}

const optionalList = <K extends string, T>(
  json: Json,
  name: K,
  each: (value: unknown) => T,
): Members<K, readonly T[]> =>
  member(name, json[name] === undefined ? undefined : list(json[name], name, 1, KNOWN_AT_ONCE).map(each));

function text(json: Json, name: string, least: number, most: number): string {
  const value = json[name];
  return typeof value === "string" && value.length >= least && value.length <= most
    ? value
    : refuse(`"${name}" is no text of ${least} to ${most} characters`);
}

const optionalText = <K extends string>(json: Json, name: K, most: number): Members<K, string> =>
  member(name, json[name] === undefined ? undefined : text(json, name, 1, most));

/** A member that may be left out, to be spread. */
type Members<K extends string, T> = Readonly<Partial<Record<K, T>>>;

const member = <K extends string, T>(name: K, value: T | undefined): Members<K, T> =>
  (value === undefined ? {} : { [name]: value }) as Members<K, T>;

function whole(json: Json, name: string, least: number, most: number): number {
  const value = json[name];
  return typeof value === "number" && Number.isSafeInteger(value) && value >= least && value <= most
    ? value
    : refuse(`"${name}" is no whole number from ${least} to ${most}`);
}

const optionalWhole = <K extends string>(json: Json, name: K): Members<K, number> =>
  member(name, json[name] === undefined ? undefined : whole(json, name, 1, Number.MAX_SAFE_INTEGER));

function base64(json: Json, name: string, least: number, most: number): string {
  const value = text(json, name, 4, Math.ceil(most / 3) * 4);
  const bytes = (value.length / 4) * 3 - (value.endsWith("==") ? 2 : value.endsWith("=") ? 1 : 0);
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?$/.test(value) &&
    bytes >= least &&
    bytes <= most
    ? value
    : refuse(`"${name}" is no base64 of ${least} to ${most} bytes`);
}
