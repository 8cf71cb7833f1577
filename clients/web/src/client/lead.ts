import { startEngine, type Engine, type Passing } from "../engine/engine.ts";
import { engineStore } from "../engine/browser-store.ts";
import type { Self } from "../engine/ports.ts";
import type { SocketState } from "../transport/socket-port.ts";
import type { Connection } from "./culver.ts";
import { doingsOf, type LeaderDoings } from "./doings.ts";
import { preparingLock, type Distrust, type Ground } from "./ground.ts";
import { tokenSync } from "./push/token-sync.ts";
import type { Calls } from "./tabs/calls.ts";
import { ending } from "./tabs/ending.ts";
import type { Mirror } from "./tabs/mirror.ts";

/** What the leader tells all tabs of what is not stored. */
export interface Told {
  readonly connection: Connection;
  readonly passing: Passing;
}

/** Milliseconds after which an engine that did not start is started again. */
const AGAIN = 5_000;
const NOTHING: Passing = { typing: {}, moving: {} };

/** Leads: runs the engine as long as somebody is signed in. Answers how to stop. */
export function lead(
  ground: Ground,
  mirror: Mirror,
  calls: Calls<LeaderDoings>,
  tell: (told: Told) => void,
  distrust: Distrust,
): () => Promise<void> {
  let running: { readonly self: Self; readonly stop: () => Promise<void> } | undefined;
  let stopped = false;
  let work: Promise<void> = Promise.resolve();

  const look = (): void => {
    work = work.then(turn).catch(() => {
      distrust("the engine did not start");
      // Nobody else would: the other tabs wait for this one.
      ground.environment.after(AGAIN, look);
    });
  };

  const turn = async (): Promise<void> => {
    const standing = ground.session.standing();
    const wanted = standing.is === "signed-in" && !stopped ? standing : undefined;
    if (running !== undefined && running.self.device !== wanted?.device) {
      await running.stop();
      running = undefined;
    }
    if (wanted !== undefined && running === undefined) {
      const self = { account: wanted.account, device: wanted.device };
      running = { self, stop: await run(ground, mirror, self, calls, tell, distrust) };
      if (stopped) {
        await running.stop();
      }
    }
  };

  const unsubscribe = ground.session.subscribe(look);
  look();
  return async () => {
    stopped = true;
    unsubscribe();
    const ended = running?.stop();
    running = undefined;
    await ended;
    await work;
  };
}

async function run(
  ground: Ground,
  mirror: Mirror,
  self: Self,
  calls: Calls<LeaderDoings>,
  tell: (told: Told) => void,
  distrust: Distrust,
): Promise<() => Promise<void>> {
  const crypto = await ground.cryptography(self);
  let engine: Engine | undefined = undefined as Engine | undefined;
  const changed = (): void => {
    const passing = engine?.passing() ?? NOTHING;
    tell({ connection: connectionOf(socket.state(), passing), passing });
  };
  const socket = ground.socket({
    changed(state) {
      if (state.is !== "connected") {
        engine?.disconnected();
      }
      changed();
    },
    connected({ logEpoch }) {
      engine?.connected(logEpoch);
      token?.connected();
    },
    event: (event) => engine?.event(event),
  });
  const until = ending(engineStore(ground.store));
  const started = await startEngine({
    environment: ground.environment,
    store: until.store,
    server: ground.server,
    connection: socket,
    crypto,
    self,
    depot: ground.depot,
    // Whoever prepares a message holds its lock, and lets it go when it is closed.
    whenLeft: (id, signal, work) => ground.election.locks.request(preparingLock(ground, id), { signal }, work),
    tells: { read: () => mirror.preferences.readReceipts, typing: () => mirror.preferences.typing },
    changed,
    distrust,
  });
  engine = started;
  // A service worker that leads for a moment leaves that to pages.
  const token = ground.push && tokenSync(ground.store, ground.server);
  // Whatever tab wrote into the queue: it is sent from here.
  const unsubscribe = ground.store.subscribe((event) => {
    if (event.is === "written" && event.written.some((each) => each.store === "outbox")) {
      void started.queued();
    }
  });
  // What came into it after the engine had read it, and before it was listened for.
  void started.queued();
  const hand = calls.lead(doingsOf(started, ground.server, crypto, socket, self));
  socket.open();
  changed();
  return () => {
    hand();
    unsubscribe();
    token?.stop();
    started.stop();
    socket.close();
    return until.end();
  };
}

function connectionOf(state: SocketState, { catchingUp }: Passing): Connection {
  switch (state.is) {
    case "connected":
      return catchingUp === undefined ? { is: "live" } : { is: "catching-up", ...catchingUp };
    case "connecting":
    case "off":
      return { is: "connecting" };
    case "waiting":
      return state.retryAt === undefined ? { is: "offline" } : { is: "offline", retryAt: state.retryAt };
    case "replaced":
      return { is: "replaced" };
    case "signed-out":
      return { is: "offline" };
  }
}
