import { cryptography } from "../engine/cryptography.ts";
import { publicKeysOf } from "../crypto/keys.ts";
import { inPlace, type FileWork } from "../engine/media/sealing.ts";
import { session, type SessionState } from "../session/session.ts";
import type { Settings } from "../session/settings.ts";
import type { KeyStore, Store } from "../store/store.ts";
import type { Clock } from "../transport/clock.ts";
import { exchange } from "../transport/exchange.ts";
import { api } from "../transport/http.ts";
import { socket } from "../transport/socket.ts";
import type { Dial } from "../transport/connection.ts";
import type { Socket } from "../transport/socket-port.ts";
import type { Standing } from "./culver.ts";
import { depot } from "./depot.ts";
import type { Ground } from "./ground.ts";
import type { NoticePort } from "./notices/port.ts";
import type { PushPort } from "./push/port.ts";
import type { Election } from "./tabs/leader.ts";

/** What a browser offers; of a test, what stands in for it. */
export interface Browser {
  readonly clock: Clock;
  readonly random: () => number;
  readonly fetch: typeof globalThis.fetch;
  readonly dial: Dial;
  readonly online: () => boolean;
  readonly election: Election;
  /** Wakes a socket when the network returns or the page comes to the front. Answers how to stop. */
  readonly watch: (socket: Pick<Socket, "wake">) => () => void;
  readonly persisted: (ask: boolean) => Promise<boolean>;
  readonly push?: PushPort;
  readonly notices?: NoticePort;
  /** Encrypts files; where there is nothing else, right here. */
  readonly fileWork?: FileWork;
  /** Removes what lies beside the store. */
  readonly forget?: (what: string) => void;
}

/** Builds what the client stands on, on an open store. */
export async function openGround(
  store: Store,
  keys: KeyStore,
  settings: Settings,
  browser: Browser,
  name: string,
): Promise<Ground> {
  const { clock, random } = browser;
  const calls = exchange(settings.api, browser.fetch, clock);
  const alone = <T>(lock: string, work: () => Promise<T>): Promise<T> => browser.election.locks.request(lock, work);
  const tokens = session({ store, keys, exchange: calls, issuer: settings.issuer, clock, random, alone });
  const server = api(calls, tokens, clock, random);
  let standing = standingOf(await tokens.state());
  const listeners = new Set<() => void>();
  store.subscribe((event) => {
    if (event.is === "written" && event.written.some((each) => each.store === "meta")) {
      void look();
    }
  });
  const look = async (): Promise<void> => {
    const now = standingOf(await tokens.state());
    if (JSON.stringify(now) !== JSON.stringify(standing)) {
      standing = now;
      [...listeners].forEach((changed) => changed());
    }
  };

  return {
    store,
    server,
    name,
    environment: { ...clock, random },
    depot: depot(browser.fetch),
    fileWork: browser.fileWork ?? inPlace,
    election: browser.election,
    persisted: browser.persisted,
    ...(browser.push === undefined || settings.firebase.webPush === undefined ? {} : { push: browser.push }),
    ...(browser.notices === undefined ? {} : { notices: browser.notices }),
    session: {
      standing: () => standing,
      subscribe(changed) {
        listeners.add(changed);
        return () => listeners.delete(changed);
      },
      async signIn(idToken) {
        const { newAccount } = await tokens.signIn(idToken);
        await look();
        return { newAccount };
      },
    },
    socket(listener) {
      const parts = { url: settings.socket, dial: browser.dial, tokens, clock, random, online: browser.online };
      const made = socket(parts, listener);
      const stop = browser.watch(made);
      return {
        ...made,
        close() {
          stop();
          made.close();
        },
      };
    },
    async cryptography(self) {
      const own = await tokens.deviceKeys();
      return cryptography(own, await publicKeysOf(own), () => self);
    },
  };
}

function standingOf(state: SessionState): Standing {
  switch (state.is) {
    case "none":
      return { is: "new" };
    case "live":
      return { is: "signed-in", account: state.account, device: state.device };
    case "ended":
      return { is: "ended", account: state.account };
  }
}
