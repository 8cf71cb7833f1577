import type { Accepted, Page } from "../wire/answers.ts";
import type { Greeting, ServerEvent } from "../wire/events.ts";
import type { FrameReceipt, FrameSend, FrameSignal, FrameSync } from "../wire/generated/wire.ts";

/** Where a connection stands. */
export type SocketState =
  /** Not wanted. */
  | { readonly is: "off" }
  | { readonly is: "connecting" }
  /** Greeted by the server: events come. */
  | { readonly is: "connected" }
  /** Tries again at `retryAt` (this device's clock, milliseconds); absent while the browser says there is no network. */
  | { readonly is: "waiting"; readonly retryAt?: number }
  /** Another program with this device's keys has taken over. Not opened again by itself. */
  | { readonly is: "replaced" }
  /** There is no session. */
  | { readonly is: "signed-out" };

/** Hears of the connection; possibly during the call of a method. */
export interface SocketListener {
  changed(state: SocketState): void;
  /** The server has greeted a new connection: list, sync and so on (contract/README.md, "After each connect"). */
  connected(greeting: Greeting): void;
  event(event: ServerEvent): void;
}

/** The frames' members, but for `action` and `requestId`, which the socket adds. */
type Body<Frame> = Omit<Frame, "action" | "requestId">;

/** The live connection: kept open for as long as it is wanted. */
export interface Socket {
  state(): SocketState;
  /** Wants it: opens it, and again whenever it is lost. Takes over if it was replaced. */
  open(): void;
  /** Wants it no more. */
  close(): void;
  /** The network has returned, or the app has come to the front: tries at once, or finds out whether it still lives. */
  wake(): void;
  /** The server's time in milliseconds, as its last greeting tells; before that, this device's. */
  serverTime(): number;
  /** Rejects with Refused or Unreachable, as `send`. */
  sync(cursors: Body<FrameSync>["cursors"]): Promise<Page>;
  /** Rejects with Unreachable also when the frame would be larger than {@link MOST_FRAME}: then use HTTP. */
  send(body: Body<FrameSend>): Promise<Accepted>;
  /** Without a connection it is not sent. `failed` hears why it failed, as `sync`, unless the connection ends meanwhile. */
  receipt(body: Body<FrameReceipt>, failed: (failure: unknown) => void): void;
  signal(body: Body<FrameSignal>): void;
}

/** Bytes of a frame that API Gateway takes from a browser. */
export const MOST_FRAME = 32_768;
