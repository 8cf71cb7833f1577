import { describe, expect, it } from "vitest";
import { manualClock } from "../testing/clock.ts";
import { Refused, SignedOut, Unreachable } from "../wire/failures.ts";
import { randomIdentifier } from "../wire/identifiers.ts";
import type { Wire } from "./connection.ts";
import { socket } from "./socket.ts";
import type { SocketState } from "./socket-port.ts";

const unexpected = (failure: unknown): never => {
  throw new Error("a receipt failed", { cause: failure });
};

interface Frame {
  readonly action: string;
  readonly requestId: string;
  readonly [member: string]: unknown;
}

/** The server's end of a connection. */
class FakeWire implements Wire {
  onopen: WebSocket["onopen"] = null;
  onmessage: WebSocket["onmessage"] = null;
  onclose: WebSocket["onclose"] = null;
  onerror: WebSocket["onerror"] = null;
  closed = false;
  readonly frames: Frame[] = [];

  constructor(
    readonly url: string,
    readonly protocols: readonly string[],
  ) {}

  send(text: string): void {
    this.frames.push(JSON.parse(text) as Frame);
  }

  close(): void {
    this.closed = true;
  }

  open(): void {
    this.onopen?.call(this as unknown as WebSocket, new Event("open"));
  }

  tell(frame: object | string): void {
    const data = typeof frame === "string" ? frame : JSON.stringify(frame);
    this.onmessage?.call(this as unknown as WebSocket, new MessageEvent("message", { data }));
  }

  drop(code = 1006): void {
    this.onclose?.call(this as unknown as WebSocket, Object.assign(new Event("close"), { code }) as CloseEvent);
  }

  last(action: string): Frame {
    const frame = this.frames.findLast((each) => each.action === action);
    if (frame === undefined) throw new Error(`no ${action} was sent`);
    return frame;
  }
}

function world() {
  const clock = manualClock();
  const wires: FakeWire[] = [];
  const heard: unknown[] = [];
  const states: SocketState[] = [];
  const tokens = {
    given: "token-1",
    asked: [] as string[],
    over: false,
    access() {
      return tokens.over ? Promise.reject(new SignedOut("over")) : Promise.resolve(tokens.given);
    },
    accessInsteadOf(refused: string) {
      tokens.asked.push(refused);
      tokens.given = `token-${tokens.asked.length + 1}`;
      return tokens.access();
    },
    ended(token: string) {
      heard.push({ ended: token });
      return Promise.resolve();
    },
  };
  const network = { online: true };
  const parts = {
    url: "wss://example.test/live",
    dial(url: string, protocols: string[]) {
      const wire = new FakeWire(url, protocols);
      wires.push(wire);
      return wire;
    },
    tokens,
    clock,
    random: () => 0.5,
    online: () => network.online,
  };
  const kept = socket(parts, {
    changed: (state) => states.push(state),
    connected: (greeting) => heard.push(greeting),
    event: (event) => heard.push(event),
  });
  const wire = (): FakeWire => {
    const newest = wires.at(-1);
    if (newest === undefined) throw new Error("nothing was dialled");
    return newest;
  };
  async function greet(): Promise<FakeWire> {
    await clock.advance(0);
    const fresh = wire();
    fresh.open();
    fresh.tell({ type: "hello", requestId: fresh.last("hello").requestId, time: clock.now() + 5_000, logEpoch: 1 });
    await clock.advance(0);
    return fresh;
  }
  async function connected(): Promise<FakeWire> {
    kept.open();
    return greet();
  }
  return { clock, wires, heard, states, tokens, network, kept, wire, greet, connected };
}

const conversation = randomIdentifier();
const account = randomIdentifier();

describe("connecting", () => {
  it("offers the subprotocol and the token, says hello first, and takes the server's time", async () => {
    const { kept, connected, heard, states, clock } = world();
    expect(kept.state()).toEqual({ is: "off" });
    const wire = await connected();
    expect([wire.url, wire.protocols]).toEqual(["wss://example.test/live", ["culver.v1", "bearer.token-1"]]);
    expect(wire.frames.map(({ action }) => action)).toEqual(["hello"]);
    expect(states.map(({ is }) => is)).toEqual(["connecting", "connected"]);
    expect(heard).toEqual([{ time: clock.now() + 5_000, logEpoch: 1 }]);
    expect(kept.serverTime()).toBe(clock.now() + 5_000);
  });

  it("is given up when hello is not answered in 15 seconds, or the socket does not open", async () => {
    const { kept, clock, wire, wires } = world();
    kept.open();
    await clock.advance(0);
    wire().open();
    await clock.advance(14_999);
    expect(kept.state().is).toBe("connecting");
    await clock.advance(1);
    expect(kept.state()).toEqual({ is: "waiting", retryAt: clock.now() + 500 });
    expect(wire().closed).toBe(true);
    await clock.advance(500);
    expect(wires).toHaveLength(2);
    await clock.advance(15_000);
    expect(kept.state().is).toBe("waiting");
  });

  it("is tried again with growing delays of at most a minute", async () => {
    const { kept, clock, wires, wire } = world();
    kept.open();
    const waits: number[] = [];
    for (let attempt = 0; attempt < 9; attempt++) {
      await clock.advance(0);
      wire().drop();
      const state = kept.state();
      if (state.is !== "waiting" || state.retryAt === undefined) throw new Error("it should wait");
      waits.push(state.retryAt - clock.now());
      await clock.advance(state.retryAt - clock.now());
    }
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000]);
    expect(wires).toHaveLength(10);
  });

  it("begins with short delays again only after a minute of being connected", async () => {
    const { kept, clock, connected, greet } = world();
    (await connected()).drop();
    await clock.advance(500);
    const second = await greet();
    await clock.advance(59_000);
    second.drop();
    expect(kept.state()).toEqual({ is: "waiting", retryAt: clock.now() + 1_000 });
    await clock.advance(1_000);
    const third = await greet();
    await clock.advance(60_000);
    third.drop();
    expect(kept.state()).toEqual({ is: "waiting", retryAt: clock.now() + 500 });
  });

  it("renews the token once when it is refused, and not again before it succeeds", async () => {
    const { kept, clock, wire, tokens, greet } = world();
    kept.open();
    for (const delay of [500, 1_000, 2_000]) {
      await clock.advance(0);
      wire().drop();
      await clock.advance(delay);
    }
    expect(tokens.asked).toEqual(["token-1"]);
    expect(wire().protocols).toContain("bearer.token-2");
    (await greet()).drop();
    await clock.advance(4_000);
    expect(tokens.asked).toEqual(["token-1"]);
    wire().drop();
    await clock.advance(8_000);
    expect(tokens.asked).toEqual(["token-1", "token-2"]);
  });

  it("ends when there is no session", async () => {
    const { kept, clock, tokens, wires } = world();
    tokens.over = true;
    kept.open();
    await clock.advance(100_000);
    expect(kept.state()).toEqual({ is: "signed-out" });
    expect(wires).toHaveLength(0);
  });

  it("is tried at once when the network returns, and says meanwhile that there is none", async () => {
    const { kept, network, connected, wires, clock } = world();
    const wire = await connected();
    network.online = false;
    wire.drop();
    expect(kept.state()).toEqual({ is: "waiting" });
    network.online = true;
    kept.wake();
    await clock.advance(0);
    expect(wires).toHaveLength(2);
  });
});

describe("questions", () => {
  it("are answered by their ids, in any order", async () => {
    const { kept, connected } = world();
    const wire = await connected();
    const one = kept.sync([{ conversation, after: 0 }]);
    const other = kept.sync([{ conversation, after: 7 }]);
    const [first, second] = wire.frames.slice(-2);
    const synced = (frame: Frame | undefined, logEpoch: number) =>
      wire.tell({ type: "synced", requestId: frame?.requestId, time: 1, logEpoch, conversations: [] });
    synced(second, 2);
    synced(first, 1);
    expect((await one).logEpoch).toBe(1);
    expect((await other).logEpoch).toBe(2);
  });

  it("reject with the problem that refused them", async () => {
    const { kept, connected } = world();
    const wire = await connected();
    const sent = kept.send({ conversation, since: 1, envelopes: [] });
    const problem = {
      type: "urn:culver:problem:sync-first",
      title: "",
      status: 409,
      detail: "",
      requestId: "",
      tail: 9,
    };
    wire.tell({ type: "error", requestId: wire.last("send").requestId, problem });
    await expect(sent).rejects.toMatchObject({ problem: { is: "sync-first", tail: 9 } });
    await expect(sent).rejects.toThrow(Refused);
  });

  it("are unanswered after 35 seconds", async () => {
    const { kept, connected, clock } = world();
    await connected();
    const asked = kept.sync([{ conversation, after: 0 }]).catch((failed: unknown) => failed);
    await clock.advance(35_000);
    expect(await asked).toBeInstanceOf(Unreachable);
    expect(kept.state().is).toBe("connected");
  });

  it("are unanswered when the connection is lost, and when API Gateway says that one of them failed", async () => {
    const { kept, connected } = world();
    const wire = await connected();
    const one = kept.sync([{ conversation, after: 0 }]).catch((failed: unknown) => failed);
    wire.tell({ message: "Internal server error", connectionId: "x", requestId: "r2" });
    expect(await one).toBeInstanceOf(Unreachable);
    expect(kept.state().is).toBe("connected");
    const other = kept.sync([{ conversation, after: 0 }]).catch((failed: unknown) => failed);
    wire.drop();
    expect(await other).toBeInstanceOf(Unreachable);
    await expect(kept.sync([{ conversation, after: 0 }])).rejects.toThrow(Unreachable);
  });

  it("are not asked by frames that API Gateway would not take", async () => {
    const { kept, connected } = world();
    const wire = await connected();
    const envelope = { id: account, suite: "mls" as const, ciphertext: "A".repeat(33_000) };
    await expect(kept.send({ conversation, since: 1, envelopes: [envelope] })).rejects.toThrow(Unreachable);
    expect(wire.frames).toHaveLength(1);
  });

  it("end the session when the server says that it is over", async () => {
    const { kept, connected, heard, clock, wires } = world();
    const wire = await connected();
    const asked = kept.sync([{ conversation, after: 0 }]).catch((failed: unknown) => failed);
    const problem = { type: "urn:culver:problem:session-ended", title: "", status: 401, detail: "", requestId: "" };
    wire.tell({ type: "error", requestId: wire.last("sync").requestId, problem });
    expect(await asked).toBeInstanceOf(SignedOut);
    expect(heard).toContainEqual({ ended: "token-1" });
    await clock.advance(200_000);
    expect(kept.state()).toEqual({ is: "signed-out" });
    expect(wires).toHaveLength(1);
  });
});

describe("events", () => {
  it("are told, those of unknown types and forms are not", async () => {
    const { connected, heard } = world();
    const wire = await connected();
    heard.length = 0;
    wire.tell({ type: "entry", conversation, entry: { seq: 1, kind: "hidden" } });
    wire.tell({ type: "receipt", conversation, account, delivered: 3, read: 2, time: 1 });
    wire.tell({ type: "devices", account, more: "to come" });
    wire.tell({ type: "greeting-card" });
    wire.tell({ type: "receipt", conversation: "somewhere" });
    wire.tell({ type: "error", problem: {} });
    wire.tell("no JSON");
    wire.tell("[]");
    expect(heard).toEqual([
      { is: "entry", conversation, entry: { seq: 1, kind: "hidden" } },
      { is: "receipt", conversation, account, delivered: 3, read: 2 },
      { is: "devices", account },
    ]);
  });

  it("are told before hello is answered, too", async () => {
    const { kept, clock, wire, heard } = world();
    kept.open();
    await clock.advance(0);
    wire().open();
    wire().tell({ type: "devices", account });
    expect(heard).toEqual([{ is: "devices", account }]);
  });

  it("receipts and signals are sent without waiting for an answer, and dropped without a connection", async () => {
    const { kept, connected } = world();
    kept.receipt({ conversation, read: 1 }, unexpected);
    const wire = await connected();
    kept.receipt({ conversation, read: 2 }, unexpected);
    expect(wire.frames.slice(1)).toMatchObject([{ action: "receipt", conversation, read: 2 }]);
  });

  it("a receipt that is refused is told why", async () => {
    const { kept, connected, clock } = world();
    const wire = await connected();
    const why: unknown[] = [];
    kept.receipt({ conversation, read: 2 }, (failure) => why.push(failure));
    const problem = {
      type: "urn:culver:problem:busy",
      title: "Busy",
      status: 503,
      detail: "Later.",
      requestId: "r",
      retryAfter: 1,
    };
    wire.tell({ type: "error", requestId: wire.last("receipt").requestId, problem });
    await clock.advance(0);
    expect(why).toMatchObject([{ problem: { is: "busy", status: 503 } }]);
  });

  it("a receipt that the gateway could not carry out is told of, and one that nobody answers has arrived", async () => {
    const { kept, connected, clock } = world();
    const wire = await connected();
    const why: unknown[] = [];
    kept.receipt({ conversation, read: 1 }, unexpected);
    await clock.advance(35_000);
    kept.receipt({ conversation, read: 2 }, (failure) => why.push(failure));
    wire.tell({ message: "Internal server error", connectionId: "c", requestId: "r" });
    await clock.advance(0);
    expect(why).toMatchObject([expect.any(Unreachable)]);
  });

  it("the end of the connection is no failure of a receipt: the next connection begins with all of them", async () => {
    const { kept, connected, clock } = world();
    const wire = await connected();
    kept.receipt({ conversation, read: 2 }, unexpected);
    wire.drop();
    await clock.advance(0);
    expect(kept.state().is).not.toBe("connected");
  });
});

describe("staying connected", () => {
  it("pings after five minutes without a frame of ours, and connects anew without an answer in 15 seconds", async () => {
    const { kept, connected, clock } = world();
    const wire = await connected();
    await clock.advance(299_000);
    kept.receipt({ conversation, read: 1 }, unexpected);
    await clock.advance(299_999);
    expect(wire.frames.at(-1)?.action).toBe("receipt");
    await clock.advance(1);
    wire.tell({ type: "pong", requestId: wire.last("ping").requestId, time: 1 });
    await clock.advance(300_000);
    expect(wire.frames.filter(({ action }) => action === "ping")).toHaveLength(2);
    expect(kept.state().is).toBe("connected");
    await clock.advance(15_000);
    expect(kept.state().is).toBe("waiting");
    expect(wire.closed).toBe(true);
  });

  it("finds out at once whether it still lives when the page comes to the front", async () => {
    const { kept, connected } = world();
    const wire = await connected();
    kept.wake();
    expect(wire.frames.at(-1)?.action).toBe("ping");
  });

  it("finds out soon whether it still lives when the browser says that the network has gone", async () => {
    const { kept, connected, clock, network } = world();
    await connected();
    network.online = false;
    kept.wake();
    await clock.advance(2_999);
    expect(kept.state().is).toBe("connected");
    await clock.advance(1);
    expect(kept.state()).toEqual({ is: "waiting" });
  });

  it("stops for good when another program has taken over, until the person takes over again", async () => {
    const { kept, connected, clock, wires } = world();
    const wire = await connected();
    wire.tell({ type: "replaced" });
    wire.drop();
    kept.wake();
    await clock.advance(600_000);
    expect(kept.state()).toEqual({ is: "replaced" });
    expect(wires).toHaveLength(1);
    kept.open();
    await clock.advance(0);
    expect(wires).toHaveLength(2);
  });

  it("hands over to a new connection before the two hours are over, without a gap", async () => {
    const { kept, connected, clock, wires, states, heard } = world();
    const old = await connected();
    for (let minutes = 0; minutes < 112; minutes++) {
      await clock.advance(60_000);
      for (const { requestId } of old.frames.filter(({ action }) => action === "ping")) {
        old.tell({ type: "pong", requestId, time: 1 });
      }
    }
    await clock.advance(30_000);
    expect(wires).toHaveLength(2);
    expect(old.closed).toBe(false);
    const fresh = wires[1];
    fresh?.open();
    old.tell({ type: "replaced" });
    old.tell({ type: "devices", account });
    expect(kept.state().is).toBe("connected");
    fresh?.tell({ type: "hello", requestId: fresh.last("hello").requestId, time: 1, logEpoch: 2 });
    await clock.advance(0);
    expect(old.closed).toBe(true);
    expect(heard.slice(-2)).toEqual([
      { is: "devices", account },
      { time: 1, logEpoch: 2 },
    ]);
    expect(states.map(({ is }) => is)).toEqual(["connecting", "connected", "connected"]);
    fresh?.drop();
    expect(kept.state().is).toBe("waiting");
  });

  it("goes on with the old connection when handing over fails", async () => {
    const { kept, connected, clock, wires } = world();
    const old = await connected();
    for (let minutes = 0; minutes < 113; minutes++) {
      await clock.advance(60_000);
      const ping = old.frames.findLast(({ action }) => action === "ping");
      if (ping !== undefined) old.tell({ type: "pong", requestId: ping.requestId, time: 1 });
    }
    wires[1]?.drop();
    expect(kept.state().is).toBe("connected");
    kept.receipt({ conversation, read: 1 }, unexpected);
    expect(old.frames.at(-1)?.action).toBe("receipt");
  });

  it("is closed when it is wanted no more", async () => {
    const { kept, connected, clock, wires } = world();
    const wire = await connected();
    kept.close();
    expect(wire.closed).toBe(true);
    wire.drop();
    await clock.advance(600_000);
    expect(kept.state()).toEqual({ is: "off" });
    expect(wires).toHaveLength(1);
  });
});
