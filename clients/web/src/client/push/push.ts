import { forgetFirebase } from "../../store/firebase.ts";
import { put, type Store } from "../../store/store.ts";
import type { Live, Push, PushProblem } from "../culver.ts";
import type { Mirror } from "../tabs/mirror.ts";
import { derived, source } from "../tabs/live.ts";
import type { PushPort } from "./port.ts";
import { PUSH, type PushRow } from "./rows.ts";

const DAY = 86_400_000;
/** Firebase forgets who is silent for long, and asks for a sign of life each month. */
const MONTH = 30 * DAY;

/** Wake-ups as a tab sees them. */
export interface Pushes {
  readonly live: Live<Push>;
  set(on: boolean): Promise<"off" | "leaving" | "denied" | "unavailable">;
  close(): void;
}

/** What a tab needs for it. */
interface Parts {
  readonly store: Store;
  readonly mirror: Mirror;
  readonly now: () => number;
  /** Absent where the operator has not set pushes up, or in what is no page. */
  readonly port: PushPort | undefined;
  /** Runs one at a time in all tabs. */
  readonly alone: (work: () => Promise<void>) => Promise<void>;
}

const UNAVAILABLE: Pushes = {
  live: source<Push>({ is: "unavailable" }),
  set: () => Promise.resolve("unavailable"),
  close: () => undefined,
};

/**
 * Opens wake-ups in a tab: takes in what the registering page has brought, keeps looking whether the browser still has
 * its subscription and permission, and registers again by itself where that is due.
 */
export function pushes({ store, mirror, now, port, alone }: Parts): Pushes {
  if (port === undefined) {
    return UNAVAILABLE;
  }
  if (!port.supported()) {
    return { ...UNAVAILABLE, live: source<Push>({ is: "unsupported" }) };
  }
  const brought = port.brought();
  const failed = source<PushProblem | undefined>(brought?.is === "failed" ? brought.why : undefined);
  /** The browser's present subscription, as last seen; undefined before. */
  const seen = source<{ readonly endpoint?: string }>();
  const permission = source(port.permission());

  const write = (row: PushRow): Promise<void> => store.write([put(PUSH, row)], { durable: true });

  const look = async (): Promise<void> => {
    permission.set(port.permission());
    const endpoint = await port.endpoint();
    seen.set(endpoint === undefined ? {} : { endpoint });
  };

  const begin = async (): Promise<void> => {
    if (brought?.is === "registered" && mirror.self !== undefined) {
      await write({ wanted: true, token: brought.token, endpoint: brought.endpoint, at: now() });
    }
    await look();
    if (brought === undefined) {
      await alone(renew);
    }
  };

  /** Registers anew where the subscription is gone or its token old; at most once a day, and while somebody looks. */
  const renew = async (): Promise<void> => {
    const row = await store.get(PUSH, "push");
    if (row?.wanted !== true || mirror.self === undefined || port.permission() !== "granted" || !port.attended()) {
      return;
    }
    const due = row.lost === true || row.endpoint !== seen.current()?.endpoint || now() - row.at > MONTH;
    if (due && now() - (row.triedAt ?? 0) > DAY) {
      await write({ ...row, triedAt: now() });
      port.leave();
    }
  };

  const state = (): Push | undefined => {
    const row = mirror.push;
    const present = seen.current();
    const why = failed.current();
    if (permission.current() === "denied") {
      return { is: "blocked" };
    }
    if (row?.wanted !== true) {
      return { is: "off", ...(why === undefined ? {} : { failed: why }) };
    }
    if (present === undefined) {
      return undefined;
    }
    const whole = permission.current() === "granted" && row.lost !== true && row.endpoint === present.endpoint;
    return whole ? { is: "on" } : { is: "interrupted", ...(why === undefined ? {} : { failed: why }) };
  };

  const quietly = (work: Promise<void>): void => void work.catch(() => undefined);
  const stops = [
    port.watch(() => {
      quietly(look());
    }),
    mirror.subscribe((written) => {
      // Another tab has turned it on or off.
      if (written.some((each) => each.store === "preferences" && each.keys.includes("push"))) {
        quietly(look());
      }
    }),
  ];
  quietly(begin());

  const sources = [mirror, failed, seen, permission];
  return {
    live: derived(
      {
        subscribe(changed) {
          const each = sources.map((one) => one.subscribe(changed));
          return () => each.forEach((stop) => stop());
        },
      },
      state,
    ),
    async set(on) {
      failed.set(undefined);
      if (!on) {
        await write({ wanted: false, at: now() });
        // The server is told by whoever leads; nothing comes through from now on, whenever that is.
        await port.unsubscribe();
        await forgetFirebase();
        await look();
        return "off";
      }
      const answer = await port.ask();
      permission.set(answer);
      if (answer !== "granted") {
        return "denied";
      }
      port.leave();
      return "leaving";
    },
    close: () => stops.forEach((stop) => stop()),
  };
}
