import { engineStore } from "../engine/browser-store.ts";
import type { EngineStore } from "../engine/store.ts";
import type { Standing } from "./culver.ts";
import type { LeaderDoings } from "./doings.ts";
import type { Distrust, Ground } from "./ground.ts";
import { lead, type Told } from "./lead.ts";
import { clearing } from "./notices/clearing.ts";
import { lookedFrom, type Orders } from "./notices/looked.ts";
import { telling } from "./notices/notify.ts";
import { pushes, type Pushes } from "./push/push.ts";
import { calls, type Calls } from "./tabs/calls.ts";
import { leading } from "./tabs/leader.ts";
import { source, type Source } from "./tabs/live.ts";
import { openMirror, type Mirror } from "./tabs/mirror.ts";

/** A tab that is ready: what it reads from, and whom it asks to do things. */
export interface Tab {
  readonly ground: Ground;
  readonly store: EngineStore;
  readonly mirror: Mirror;
  readonly remote: LeaderDoings;
  readonly calls: Calls<LeaderDoings>;
  readonly standing: Source<Standing>;
  readonly pushes: Pushes;
  close(): Promise<void>;
}

type Message =
  | { readonly is: "told"; readonly told: Told }
  | { readonly is: "ask" }
  | { readonly is: "looked"; readonly orders: Orders };

/** Opens a tab: it reads the store by itself, and leads or follows. */
export async function openTab(ground: Ground, distrust: Distrust): Promise<Tab> {
  const mirror = await openMirror(ground.store);
  const channel = new BroadcastChannel(`${ground.name}-live`);
  const between = calls<LeaderDoings>(`${ground.name}-calls`);
  const standing = source<Standing>(ground.session.standing());
  let told: Told | undefined;
  const looked = lookedFrom(mirror.conversations.values(), (orders) => {
    channel.postMessage({ is: "looked", orders } satisfies Message);
  });

  const take = ({ connection, passing }: Told): void => {
    mirror.connection = connection;
    mirror.passing = passing;
    mirror.touched();
  };
  channel.onmessage = ({ data }: MessageEvent<Message>) => {
    if (data.is === "told") {
      take(data.told);
    } else if (data.is === "looked") {
      looked.heard(data.orders);
    } else if (told !== undefined) {
      channel.postMessage({ is: "told", told } satisfies Message);
    }
  };
  const tell = (now: Told): void => {
    told = now;
    channel.postMessage({ is: "told", told: now } satisfies Message);
    take(now);
  };

  const stand = (): void => {
    const now = ground.session.standing();
    mirror.self = now.is === "signed-in" ? { account: now.account, device: now.device } : undefined;
    standing.set(now);
    mirror.touched();
  };
  const unsubscribe = ground.session.subscribe(stand);
  stand();
  channel.postMessage({ is: "ask" } satisfies Message);

  const store = engineStore(ground.store);
  const { notices } = ground;
  const election = leading(ground.election, () => {
    // A service worker that leads for a moment tells by itself.
    const quiet = notices && telling({ ground, store, mirror, port: notices, looked });
    const stop = lead(ground, mirror, between, tell, distrust);
    return Promise.resolve(async () => {
      quiet?.();
      await stop();
      told = undefined;
    });
  });

  const woken = pushes({
    store: ground.store,
    mirror,
    now: () => ground.environment.now(),
    port: ground.push,
    alone: (work) => ground.election.locks.request(`${ground.name}-push`, work),
  });

  const unclear = notices && clearing(ground, mirror, notices);

  return {
    ground,
    store,
    mirror,
    remote: between.remote,
    calls: between,
    standing,
    pushes: woken,
    async close() {
      woken.close();
      unclear?.();
      unsubscribe();
      mirror.stop();
      await election.stop();
      between.close();
      channel.close();
    },
  };
}
