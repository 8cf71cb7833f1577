import { asObject, identifier, integer, type Json } from "./json.ts";

/** What a socket tells unasked. Of `entry` and `signal` the inside is not read yet. */
export type ServerEvent =
  | { readonly is: "entry"; readonly conversation: string; readonly entry: unknown }
  | {
      readonly is: "receipt";
      readonly conversation: string;
      readonly account: string;
      readonly delivered: number;
      readonly read: number;
    }
  | {
      readonly is: "signal";
      readonly conversation: string;
      readonly sender: string;
      readonly device: string;
      readonly time: number;
      readonly envelope: unknown;
    }
  | { readonly is: "devices"; readonly account: string };

/** Reads an event; undefined for a type that this version does not know. Throws Malformed. */
export function readEvent(type: string, json: Json): ServerEvent | undefined {
  switch (type) {
    case "entry":
      return { is: type, conversation: identifier(json, "conversation"), entry: asObject(json["entry"], "entry") };
    case "receipt":
      return {
        is: type,
        conversation: identifier(json, "conversation"),
        account: identifier(json, "account"),
        delivered: integer(json, "delivered"),
        read: integer(json, "read"),
      };
    case "signal":
      return {
        is: type,
        conversation: identifier(json, "conversation"),
        sender: identifier(json, "sender"),
        device: identifier(json, "device"),
        time: integer(json, "time"),
        envelope: asObject(json["envelope"], "envelope"),
      };
    case "devices":
      return { is: type, account: identifier(json, "account") };
    default:
      return undefined;
  }
}

/** The answer to `hello`. */
export interface Greeting {
  /** The server's time, in milliseconds. */
  readonly time: number;
  readonly logEpoch: number;
}

export const readGreeting = (json: Json): Greeting => ({
  time: integer(json, "time"),
  logEpoch: integer(json, "logEpoch"),
});
