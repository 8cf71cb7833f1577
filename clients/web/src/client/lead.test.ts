import "fake-indexeddb/auto";
import { afterEach, expect, test } from "vitest";
import { freshItem } from "../engine/outbox/fresh.ts";
import { engineStore } from "../engine/storing.ts";
import { openStore } from "../store/open.ts";
import type { Store } from "../store/store.ts";
import { manualClock } from "../testing/clock.ts";
import { eventually } from "../testing/eventually.ts";
import type { LeaderDoings } from "./doings.ts";
import type { Ground } from "./ground.ts";
import { lead } from "./lead.ts";
import { calls } from "./tabs/calls.ts";
import { openMirror } from "./tabs/mirror.ts";
import { CHAT, directRow, ME, MY_DEVICE } from "./testing/tab.ts";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

let count = 0;

/** Leads over a store; answers what the server was asked to tell, conversation by conversation. */
async function leads(store: Store): Promise<readonly string[]> {
  const asked: string[] = [];
  const never = (): Promise<never> => new Promise(() => undefined);
  const server = new Proxy({} as Ground["server"], {
    get: (_target, called) =>
      called === "sync"
        ? ({ cursors }: { cursors: readonly { conversation: string }[] }) => {
            asked.push(...cursors.map(({ conversation }) => conversation));
            return never();
          }
        : never,
  });
  const socket = { state: () => ({ is: "connecting" }), open: () => undefined, close: () => undefined };
  const ground = {
    store,
    server,
    session: {
      standing: () => ({ is: "signed-in", account: ME, device: MY_DEVICE }),
      subscribe: () => () => undefined,
    },
    environment: { ...manualClock(), random: Math.random },
    socket: () => socket,
    cryptography: () => Promise.resolve({}),
  } as unknown as Ground;
  const mirror = await openMirror(store);
  const between = calls<LeaderDoings>(`lead-${count}`);
  const stop = lead(
    ground,
    mirror,
    between,
    () => undefined,
    (what) => expect.fail(what),
  );
  ends.push(
    () => mirror.stop(),
    () => between.close(),
    stop,
  );
  return asked;
}

test("what another tab writes while the engine reads the queues is not left there", async () => {
  const name = `lead-${++count}`;
  const [own, other] = [await openStore(name), await openStore(name)];
  if (own.is !== "open" || other.is !== "open") throw new Error("the keys are lost");
  ends.push(
    () => own.store.close(),
    () => other.store.close(),
  );
  await engineStore(own.store).write({ conversations: [directRow({ cursor: 0 })] });
  const heard = new Promise<void>((resolve) => own.store.subscribe(() => resolve()));
  const item = freshItem({ now: () => 1 }, { account: ME, device: MY_DEVICE }, CHAT, { is: "text", text: "Hi" });
  let queues = 0;
  const asked = await leads({
    ...own.store,
    async list(table, range) {
      const rows = await own.store.list(table, range);
      // The first reading is the tab's own, the next one the engine's: its answer is older than what is written now.
      if (table.store === "outbox" && ++queues === 2) {
        await engineStore(other.store).write({ outbox: [item] });
        await heard;
      }
      return rows;
    },
  });
  // To send it, the log of its conversation is looked into first.
  await eventually(() => expect(asked).toEqual([CHAT]));
});
