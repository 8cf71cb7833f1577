import { fromBase64 } from "./base64.ts";
import type { Bytes } from "./bytes.ts";
import { isIdentifier, type Identifier } from "./identifiers.ts";

/** What a server or another client sent is not what the contract says. */
export class Malformed extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "Malformed";
  }
}

/** A JSON object, of whose members nothing is known. */
export type Json = Readonly<Record<string, unknown>>;

// Readers of members. Each throws Malformed, with the name of the member, and never repeats what was sent.

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const asObject = (value: unknown, what = "it"): Json => (isObject(value) ? value : refuse(what, "an object"));

/** The JSON object that a text is. */
export function parseObject(text: string): Json {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Malformed("it is not JSON");
  }
  return asObject(value);
}

export function list<T>(json: Json, name: string, read: (item: unknown) => T): readonly T[] {
  const value = json[name];
  return Array.isArray(value) ? value.map((item: unknown) => read(item)) : refuse(name, "a list");
}

export function string(json: Json, name: string): string {
  const value = json[name];
  return typeof value === "string" ? value : refuse(name, "a text");
}

/** A whole number from 0 on that a double holds exactly. */
export function integer(json: Json, name: string): number {
  const value = json[name];
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : refuse(name, "a number");
}

export function boolean(json: Json, name: string): boolean {
  const value = json[name];
  return typeof value === "boolean" ? value : refuse(name, "true or false");
}

export const asIdentifier = (value: unknown, what = "it"): Identifier =>
  typeof value === "string" && isIdentifier(value) ? value : refuse(what, "an identifier");

export const identifier = (json: Json, name: string): Identifier => asIdentifier(json[name], name);

/** Bytes in canonical base64, as they are written. */
export function base64(json: Json, name: string): string {
  const value = string(json, name);
  return fromBase64(value) === undefined ? refuse(name, "base64") : value;
}

/** Bytes in canonical base64. */
export const bytes = (json: Json, name: string): Bytes => fromBase64(string(json, name)) ?? refuse(name, "base64");

/** A member that may be left out: an object with it, or an empty one, to be spread. */
export const optional = <Name extends string, T>(
  json: Json,
  name: Name,
  read: (json: Json, name: string) => T,
): Readonly<Partial<Record<Name, T>>> =>
  (json[name] === undefined || json[name] === null ? {} : { [name]: read(json, name) }) as Partial<Record<Name, T>>;

function refuse(what: string, expected: string): never {
  throw new Malformed(`"${what}" is not ${expected}`);
}
