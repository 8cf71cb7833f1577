import type { Server } from "../../engine/ports.ts";
import { remove, type Store } from "../../store/store.ts";
import { PUSH } from "./rows.ts";

/** Keeps the server told by which token this device is woken. The leader does it. */
export interface TokenSync {
  /** A connection is open: what could not be told before may be now. */
  connected(): void;
  stop(): void;
}

export function tokenSync(store: Store, server: Pick<Server, "setPushToken" | "removePushToken">): TokenSync {
  /** What the server was told since this began; null for no token. */
  let told: string | null | undefined;
  let work: Promise<void> = Promise.resolve();
  let stopped = false;

  const tell = async (): Promise<void> => {
    const row = await store.get(PUSH, "push");
    const token = row === undefined ? undefined : row.wanted ? row.token : null;
    if (token === undefined || token === told || stopped) {
      return;
    }
    if (token === null) {
      await server.removePushToken();
      const now = await store.get(PUSH, "push");
      if (now?.wanted === false) {
        await store.write([remove(PUSH, "push")]);
      }
    } else {
      // At each start, too: a token ends with its session, and whoever else had it loses it.
      await server.setPushToken({ provider: "fcm", token });
    }
    told = token;
  };

  const look = (): void => {
    // What fails now is told at the next connection.
    work = work.then(tell).catch(() => undefined);
  };

  const unsubscribe = store.subscribe((event) => {
    const changed = event.is === "written" && event.written.find((each) => each.store === "preferences");
    if (changed && changed.keys.includes("push")) {
      look();
    }
  });
  look();
  return {
    connected: look,
    stop() {
      stopped = true;
      unsubscribe();
    },
  };
}
