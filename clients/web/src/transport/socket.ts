import { readAccepted, readPage } from "../wire/answers.ts";
import { utf8 } from "../wire/bytes.ts";
import { readEvent, type Greeting } from "../wire/events.ts";
import { Refused, SignedOut, Unreachable } from "../wire/failures.ts";
import { Malformed, type Json } from "../wire/json.ts";
import { backoff } from "./backoff.ts";
import type { Clock } from "./clock.ts";
import type { Tokens } from "./http.ts";
import { connection, type Connection, type Dial } from "./connection.ts";
import { MOST_FRAME, type Socket, type SocketListener, type SocketState } from "./socket-port.ts";

/** What a socket is made of. */
export interface SocketParts {
  /** The address of the socket, without a slash at its end. */
  readonly url: string;
  readonly dial: Dial;
  readonly tokens: Tokens;
  readonly clock: Clock;
  /** Answers numbers from 0 up to 1. */
  readonly random: () => number;
  /** Whether the browser believes that there is a network. */
  readonly online: () => boolean;
}

const BASE = 1_000;
const CAP = 60_000;
/** Whoever was connected for so long has no reason to be slow when the connection is lost. */
const SETTLED = 60_000;
/** API Gateway ends a connection after two hours; a new one is to be there some minutes before. */
const HAND_OVER = 6_600_000;
const HAND_OVER_SPREAD = 300_000;

/** A connection with the token that it was opened with. */
interface Opened {
  readonly connection: Connection;
  readonly token: string;
}

/** Makes a socket that keeps itself connected; it is `off` at first. */
export function socket(parts: SocketParts, listener: SocketListener): Socket {
  const { clock, random, tokens } = parts;
  const delays = backoff(random, BASE, CAP);
  let state: SocketState = { is: "off" };
  /** Greeted, or on the way to it. */
  let current: Opened | undefined;
  /** That which shall take the place of the current one. */
  let next: Opened | undefined;
  /** Grows with each attempt, so that what an earlier one waited for does not count any more. */
  let attempt = 0;
  let stopTimers: (() => void)[] = [];
  /** The token with which a connection was refused, until another one is tried. */
  let refusedToken: string | undefined;
  /** Whether a refusal has led to a renewal since the last greeting: if so, it is not the token. */
  let renewed = false;
  /** Milliseconds by which the server's clock is ahead of this device's. */
  let ahead = 0;

  function become(now: SocketState): void {
    state = now;
    listener.changed(now);
  }

  function end(): void {
    attempt++;
    stopTimers.forEach((stop) => stop());
    stopTimers = [];
    current?.connection.close();
    next?.connection.close();
    current = next = undefined;
  }

  const later = (milliseconds: number, task: () => void): void => {
    stopTimers.push(clock.after(milliseconds, task));
  };

  async function token(): Promise<string> {
    if (refusedToken === undefined || renewed) {
      return tokens.access();
    }
    const refused = refusedToken;
    refusedToken = undefined;
    renewed = true;
    return tokens.accessInsteadOf(refused);
  }

  async function dial(): Promise<void> {
    end();
    const mine = attempt;
    become({ is: "connecting" });
    try {
      const access = await token();
      if (mine === attempt) {
        current = connect(access, (greeting) => settle(greeting), lost);
      }
    } catch (failed) {
      if (mine === attempt) {
        lost(false, failed, undefined);
      }
    }
  }

  function connect(
    access: string,
    greeted: (greeting: Greeting) => void,
    ended: (opened: boolean, failure: unknown, access: string) => void,
  ): Opened {
    const opened: Opened = {
      token: access,
      connection: connection(parts.dial, parts.url, access, clock, {
        greeted,
        frame: (type, frame) => received(opened, type, frame),
        ended: (wasOpen, failure) => ended(wasOpen, failure, access),
      }),
    };
    return opened;
  }

  function settle(greeting: Greeting): void {
    ahead = greeting.time - clock.now();
    renewed = false;
    refusedToken = undefined;
    later(SETTLED, () => delays.reset());
    later(HAND_OVER + random() * HAND_OVER_SPREAD, () => void handOver());
    become({ is: "connected" });
    listener.connected(greeting);
  }

  /** Connects anew before the server ends this connection. What fails is made good when it does. */
  async function handOver(): Promise<void> {
    const mine = attempt;
    const access = await tokens.access().catch(() => undefined);
    if (access === undefined || mine !== attempt) {
      return;
    }
    const opened = connect(
      access,
      (greeting) => {
        next = undefined;
        end();
        current = opened;
        settle(greeting);
      },
      (wasOpen, failure, token) => {
        if (current === opened) {
          lost(wasOpen, failure, token);
        } else {
          next = undefined;
        }
      },
    );
    next = opened;
  }

  function lost(opened: boolean, failure: unknown, access: string | undefined): void {
    end();
    if (isOver(failure)) {
      void over(access);
      return;
    }
    if (!opened && access !== undefined) {
      refusedToken = access;
    }
    const delay = delays.next();
    // Also while there is no network: browsers say so of a laptop that is alone with its server.
    later(delay, () => void dial());
    become(parts.online() ? { is: "waiting", retryAt: clock.now() + delay } : { is: "waiting" });
  }

  async function over(access: string | undefined): Promise<void> {
    end();
    become({ is: "signed-out" });
    if (access !== undefined) {
      // If that cannot be stored now, the next request finds out again.
      await tokens.ended(access).catch(() => undefined);
    }
  }

  function received(from: Opened, type: string, frame: Json): void {
    if (type === "replaced") {
      // Of the older one while a newer one of our own is on its way, that is what was wanted.
      if (from === current && next === undefined) {
        end();
        become({ is: "replaced" });
      }
      return;
    }
    try {
      const event = readEvent(type, frame);
      if (event !== undefined) {
        listener.event(event);
      }
    } catch (failed) {
      // What cannot be read is passed over: the next sync brings what matters.
      if (!(failed instanceof Malformed)) {
        throw failed;
      }
    }
  }

  const ask = <T>(action: string, body: object, read: (answer: Json) => T): Promise<T> =>
    connected(async (now) => read(await now.ask(action, body)));

  /** Sends what is answered only if it fails; without a connection it is not sent. */
  function tell(action: string, body: object, failed: (failure: unknown) => void): void {
    const from = current;
    if (state.is === "connected") {
      connected((now) => now.tell(action, body)).catch((failure: unknown) => {
        if (from === current) {
          failed(failure);
        }
      });
    }
  }

  /** Does something on the connection, and takes notice if the session turns out to have ended. */
  async function connected<T>(work: (now: Connection) => Promise<T>): Promise<T> {
    if (state.is !== "connected" || current === undefined) {
      throw new Unreachable("there is no connection");
    }
    const { connection: now, token: access } = current;
    try {
      return await work(now);
    } catch (failed) {
      if (failed instanceof Malformed) {
        throw new Unreachable(`the answer makes no sense: ${failed.message}`, { cause: failed });
      }
      if (isOver(failed)) {
        await over(access);
        throw new SignedOut("the session has ended");
      }
      throw failed;
    }
  }

  return {
    state: () => state,
    open() {
      if (state.is !== "connected" && state.is !== "connecting") {
        delays.reset();
        renewed = false;
        void dial();
      }
    },
    close() {
      end();
      if (state.is !== "off") {
        become({ is: "off" });
      }
    },
    wake() {
      if (state.is === "waiting") {
        void dial();
      } else if (state.is === "connected") {
        current?.connection.ping(!parts.online());
      }
    },
    serverTime: () => clock.now() + ahead,
    sync: (cursors) => ask("sync", { cursors }, readPage),
    send: (body) =>
      // With room for `action` and `requestId`.
      utf8(JSON.stringify(body)).length > MOST_FRAME - 128
        ? Promise.reject(new Unreachable("a frame would be too large"))
        : ask("send", body, readAccepted),
    receipt: (body, failed) => tell("receipt", body, failed),
    // Its time is over before it could be sent again.
    signal: (body) => tell("signal", body, () => undefined),
  };
}

const isOver = (failure: unknown): boolean =>
  failure instanceof SignedOut || (failure instanceof Refused && failure.problem.is === "session-ended");
