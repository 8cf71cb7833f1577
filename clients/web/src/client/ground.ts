import type { FileWork } from "../engine/media/sealing.ts";
import type { Depot } from "../engine/media/transfers.ts";
import type { Cryptography, Environment, Self, Server } from "../engine/ports.ts";
import type { Store } from "../store/store.ts";
import type { Socket, SocketListener } from "../transport/socket-port.ts";
import type { Identifier } from "../wire/identifiers.ts";
import type { Standing } from "./culver.ts";
import type { NoticePort } from "./notices/port.ts";
import type { PushPort } from "./push/port.ts";
import type { Election } from "./tabs/leader.ts";

/** What the client stands on in a tab: store, session and ways to the server. */
export interface Ground {
  readonly store: Store;
  readonly session: {
    standing(): Standing;
    /** Hears of changes of the standing, in whatever tab. */
    subscribe(changed: () => void): () => void;
    /** Rejects as requests do. */
    signIn(idToken: string): Promise<{ readonly newAccount: boolean }>;
  };
  readonly server: Server;
  readonly environment: Environment;
  readonly depot: Depot;
  readonly fileWork: FileWork;
  readonly election: Election;
  /** Names the channels between tabs. */
  readonly name: string;
  /** The live connection; not opened yet. */
  socket(listener: SocketListener): Socket;
  cryptography(self: Self): Promise<Cryptography>;
  /** Whether the browser has promised to keep the store, after asking for it if told so. */
  persisted(ask: boolean): Promise<boolean>;
  /** Wake-ups, where the operator has configured them and this is a page. */
  readonly push?: PushPort;
  /** Telling of what comes, where this is a page. */
  readonly notices?: NoticePort;
}

/** What is not right for a program: for a log, without any content. */
export type Distrust = (what: string) => void;

/** Held by the tab that encrypts the files of a message. */
export const preparingLock = ({ name }: Pick<Ground, "name">, id: Identifier): string => `${name}-preparing-${id}`;
