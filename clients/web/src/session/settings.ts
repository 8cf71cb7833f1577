import { Unreachable } from "../wire/failures.ts";
import { asObject, Malformed, optional, parseObject, string, type Json } from "../wire/json.ts";

/** What a client has to know of a deployment (contract/README.md, "Settings"). */
export interface Settings {
  /** Address of the API, without a slash at its end. */
  readonly api: string;
  readonly socket: string;
  /** The audience of everything that this device signs for the server. */
  readonly issuer: string;
  /** Where the addresses of files begin, if the operator says so. */
  readonly media?: string;
  readonly firebase: {
    readonly project: string;
    readonly apiKey: string;
    /** Host and port of a phone sign-in that stands in for Firebase, on a laptop alone. */
    readonly authEmulator?: string;
    /** By what browsers register for pushes, where the operator has set that up. */
    readonly webPush?: WebPush;
  };
}

export interface WebPush {
  /** Of the web app in the Firebase project: `1:<number of the project>:web:<hash>`. */
  readonly appId: string;
  /** The public key of the project's web push certificate (RFC 8292), base64url. */
  readonly key: string;
}

/**
 * Fetches the settings that lie beside the page. Rejects with Unreachable if there is no answer, and with Malformed if
 * the operator has made a mistake.
 */
export async function loadSettings(fetch: typeof globalThis.fetch, url = "config.json"): Promise<Settings> {
  let answer: Response;
  let text: string;
  try {
    answer = await fetch(url, { cache: "no-cache", credentials: "same-origin" });
    text = await answer.text();
  } catch (failed) {
    throw new Unreachable("the settings cannot be had", { cause: failed });
  }
  if (!answer.ok) {
    throw new Unreachable(`the settings are answered ${answer.status}`);
  }
  return readSettings(text);
}

/** Reads and checks settings. Throws Malformed. */
export function readSettings(text: string): Settings {
  const json = parseObject(text);
  const firebase = asObject(json["firebase"], "firebase");
  return {
    api: address(string(json, "api"), "api", ["https:", "http:"]),
    socket: address(string(json, "socket"), "socket", ["wss:", "ws:"]),
    issuer: filled(string(json, "issuer"), "issuer"),
    ...optional(json, "media", (all, name) => address(string(all, name), name, ["https:", "http:"])),
    firebase: {
      project: filled(string(firebase, "project"), "project"),
      apiKey: filled(string(firebase, "apiKey"), "apiKey"),
      ...optional(firebase, "authEmulator", string),
      ...optional(firebase, "webPush", webPush),
    },
  };
}

function webPush(all: Json, name: string): WebPush {
  const given = asObject(all[name], name);
  const appId = string(given, "appId");
  const key = string(given, "key");
  if (!/^1:\d+:web:\w+$/.test(appId) || !/^B[\w-]{86}$/.test(key)) {
    throw new Malformed(`"${name}" is not an app ID of a web app and a public key of 87 characters`);
  }
  return { appId, key };
}

const LAPTOP = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** An address that is encrypted on its way, unless it leads to this very machine. */
function address(written: string, name: string, [safe = "", open = ""]: readonly string[]): string {
  const url = URL.canParse(written) ? new URL(written) : null;
  if (url === null || written.endsWith("/") || (url.protocol !== safe && url.protocol !== open)) {
    throw new Malformed(`"${name}" is not an address without a slash at its end`);
  }
  if (url.protocol === open && !LAPTOP.has(url.hostname)) {
    throw new Malformed(`"${name}" is not encrypted on its way`);
  }
  return written;
}

function filled(value: string, name: string): string {
  if (value === "") {
    throw new Malformed(`"${name}" is empty`);
  }
  return value;
}
