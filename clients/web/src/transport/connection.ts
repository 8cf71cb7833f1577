import { Unreachable } from "../wire/failures.ts";
import { Malformed, parseObject, type Json } from "../wire/json.ts";
import { readGreeting, type Greeting } from "../wire/events.ts";
import type { Clock } from "./clock.ts";
import { questions } from "./questions.ts";

/** Longer than an integration of API Gateway may take (29 s): what has not come by then does not come. */
const ANSWER = 35_000;
/** For the answer to `hello` and to `ping`. */
const PROMPT = 15_000;
/** For the answer to `ping` while the browser says that there is no network: then it hardly comes. */
const DOUBTFUL = 3_000;
/** API Gateway ends connections that are idle for ten minutes. */
const PING_AFTER = 300_000;
const NORMAL = 1000;

/** What a connection uses of a WebSocket; a test brings another one. */
export type Wire = Pick<WebSocket, "send" | "close" | "onopen" | "onmessage" | "onclose" | "onerror">;
export type Dial = (url: string, protocols: string[]) => Wire;

/** What becomes of one connection. After `ended` nothing more is told of it. */
export interface ConnectionListener {
  greeted(greeting: Greeting): void;
  /** A frame that is no answer. */
  frame(type: string, frame: Json): void;
  /** `opened`: whether the server took it; browsers do not show why it did not. */
  ended(opened: boolean, failure: unknown): void;
}

/** One connection, from dialling to its end. */
export interface Connection {
  ask(action: string, body: object): Promise<Json>;
  /** Sends what is answered only if it fails. Rejects as `ask`, but that silence is a good answer. */
  tell(action: string, body: object): Promise<void>;
  /** Finds out whether it still lives, soon if that is doubtful; ends it if not. */
  ping(doubtful?: boolean): void;
  close(): void;
}

/** Opens a connection with an access token, and says `hello`. */
export function connection(
  dial: Dial,
  url: string,
  token: string,
  clock: Clock,
  listener: ConnectionListener,
): Connection {
  const asked = questions(clock);
  let opened = false;
  let greeted = false;
  let over = false;
  let stopPing = (): void => undefined;
  const wire = dial(url, ["culver.v1", `bearer.${token}`]);
  // A connection that does not even open must not be waited for as long as a browser would.
  const stopOpening = clock.after(PROMPT, () => end(new Unreachable("the connection does not open")));

  wire.onopen = () => {
    opened = true;
    stopOpening();
    expect("hello", PROMPT, (answer) => {
      const greeting = readGreeting(answer);
      greeted = true;
      listener.greeted(greeting);
    });
  };
  wire.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (!over && typeof data === "string") {
      received(data);
    }
  };
  wire.onclose = ({ code }) => end(new Unreachable(`the connection was closed (${code})`));
  // What failed is told by the close that follows.
  wire.onerror = () => undefined;

  function send(action: string, body: object, requestId: string): void {
    wire.send(JSON.stringify({ action, requestId, ...body }));
    stopPing();
    stopPing = clock.after(PING_AFTER, () => ping());
  }

  const ask = (action: string, body: object, limit: number): Promise<Json> =>
    over
      ? Promise.reject(new Unreachable("the connection is over"))
      : asked.ask(limit, (requestId) => send(action, body, requestId));

  /** Asks what has to be answered, or the connection is of no use. */
  function expect(action: string, limit: number, then: (answer: Json) => void): void {
    ask(action, {}, limit).then(then).catch(end);
  }

  const ping = (doubtful = false): void => expect("ping", doubtful ? DOUBTFUL : PROMPT, () => undefined);

  function received(text: string): void {
    let frame: Json;
    try {
      frame = parseObject(text);
    } catch (failed) {
      if (failed instanceof Malformed) {
        return;
      }
      throw failed;
    }
    const type = frame["type"];
    if (typeof type !== "string") {
      // API Gateway's own: one of the questions has failed, and it does not say which.
      asked.fail("the gateway could not carry out a request");
    } else if (!asked.answered(type, frame)) {
      listener.frame(type, frame);
    }
  }

  function finish(): boolean {
    if (over) {
      return false;
    }
    over = true;
    stopOpening();
    stopPing();
    wire.close(NORMAL);
    asked.fail("the connection is over");
    return true;
  }

  function end(failure: unknown): void {
    if (finish()) {
      listener.ended(opened, failure);
    }
  }

  return {
    ask: (action, body) => ask(action, body, ANSWER),
    tell: (action, body) =>
      over
        ? Promise.reject(new Unreachable("the connection is over"))
        : asked.tell(ANSWER, (requestId) => send(action, body, requestId)),
    ping(doubtful) {
      if (!over && greeted) {
        ping(doubtful);
      }
    },
    close() {
      finish();
    },
  };
}
