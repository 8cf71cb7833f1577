import { Refused, Unreachable } from "../../wire/failures.ts";
import type { ServerEvent } from "../../wire/events.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import type { Problem } from "../../wire/problems.ts";
import type { SocketState } from "../../transport/socket-port.ts";
import { startEngine, type Engine } from "../engine.ts";
import type { Content } from "../history/content.ts";
import type { MessageRow } from "../history/rows.ts";
import { isVisible } from "../history/update.ts";
import { freshItem } from "../outbox/fresh.ts";
import type { Connection, Self, Server } from "../ports.ts";
import type { NewMember, Change } from "../membership/changes.ts";
import type { TestClock } from "./clock.ts";
import { plainCryptography } from "./cryptography.ts";
import { memoryStore, type MemoryStore } from "./memory-store.ts";
import type { ModelServer } from "./model-server.ts";
import { isNotFound } from "../people/profiles.ts";

/** How badly the way to the server behaves: each is a share of 1. */
export interface Faults {
  /** Requests that do not arrive. */
  readonly lost: number;
  /** Requests that are done, but whose answers do not arrive. */
  readonly unanswered: number;
  readonly eventsLost: number;
  readonly eventsDoubled: number;
  /** Milliseconds that something takes at most. */
  readonly delay: number;
}

export const NO_FAULTS: Faults = { lost: 0, unanswered: 0, eventsLost: 0, eventsDoubled: 0, delay: 0 };

/** A device of the world, with its engine and its way to the server. */
export class TestDevice {
  faults: Faults = NO_FAULTS;
  /** The one operation whose answers do not arrive. */
  losesAnswers?: "setProfile";
  store: MemoryStore = memoryStore();
  readonly distrusted: string[] = [];
  /** What the server refuses this device. */
  refuses: (action: string) => Problem | undefined = () => undefined;
  readonly sent: { readonly action: string; readonly frame: unknown }[] = [];
  /** What this device asked of its conversations. */
  readonly asked: { readonly operation: string; readonly request: unknown }[] = [];
  /** The accounts of each request to the directory. */
  readonly looked: (readonly Identifier[])[] = [];
  tellsRead = true;
  private running: Engine | undefined;
  private open = false;
  private generation = 0;

  constructor(
    readonly clock: TestClock,
    readonly world: ModelServer,
    readonly self: Self,
  ) {
    world.join(self.account, self.device);
  }

  get engine(): Engine {
    if (this.running === undefined) {
      throw new Error("this device is off");
    }
    return this.running;
  }

  async start(): Promise<this> {
    const generation = ++this.generation;
    this.running = await startEngine({
      environment: this.clock,
      store: this.store,
      server: this.server(generation),
      connection: this.connection(generation),
      crypto: plainCryptography(this.self),
      self: this.self,
      whenLeft: () => new Promise(() => undefined),
      depot: { put: () => Promise.resolve(200), get: () => Promise.resolve(undefined) },
      tells: { read: () => this.tellsRead, typing: () => true },
      changed: () => undefined,
      distrust: (what) => this.distrusted.push(what),
    });
    return this;
  }

  connect(): this {
    this.open = true;
    const generation = this.generation;
    this.world.live.set(this.self.device, (event) => {
      this.deliver(generation, event);
    });
    this.engine.connected(this.world.logEpoch);
    return this;
  }

  disconnect(): this {
    this.open = false;
    this.world.live.delete(this.self.device);
    this.running?.disconnected();
    return this;
  }

  /** The process dies at once: nothing more is written, no answer comes. */
  async crashAndRestart(): Promise<void> {
    this.store.crash();
    this.disconnect();
    this.running?.stop();
    this.store = this.store.reopened();
    await this.start();
    this.connect();
  }

  private deliver(generation: number, event: ServerEvent): void {
    const chance = this.clock.random();
    const times =
      chance < this.faults.eventsLost ? 0 : chance < this.faults.eventsLost + this.faults.eventsDoubled ? 2 : 1;
    for (let i = 0; i < times; i++) {
      this.clock.after(this.clock.random() * this.faults.delay, () => {
        if (this.open && generation === this.generation) {
          this.engine.event(structuredClone(event));
        }
      });
    }
  }

  private wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => this.clock.after(milliseconds, resolve));
  }

  private async ask<T>(generation: number, work: () => T): Promise<T> {
    await this.wait(this.clock.random() * this.faults.delay);
    if (this.clock.random() < this.faults.lost) {
      throw new Unreachable("lost");
    }
    const answer = structuredClone(work());
    await this.wait(this.clock.random() * this.faults.delay);
    if (generation !== this.generation) {
      return new Promise(() => undefined);
    }
    if (this.clock.random() < this.faults.unanswered) {
      throw new Unreachable("unanswered");
    }
    return answer;
  }

  private connection(generation: number): Connection {
    const { world, self } = this;
    return {
      state: (): SocketState => (this.open ? { is: "connected" } : { is: "off" }),
      serverTime: () => this.clock.now(),
      send: (body) =>
        this.ask(generation, () => world.send(self, body.conversation, body.since, body.envelopes as never)),
      receipt: (body, failed) => {
        this.sent.push({ action: "receipt", frame: body });
        const problem = this.refuses("receipt");
        if (problem !== undefined) {
          failed(new Refused(problem));
          return;
        }
        void this.ask(generation, () => world.receipt(self, body.conversation, body)).catch(() => undefined);
      },
      signal: (body) => {
        this.sent.push({ action: "signal", frame: body });
        for (const { account } of body.envelope.recipients) {
          world.tellAccount(
            account,
            { is: "signal", ...body, sender: self.account, device: self.device, time: this.clock.now() },
            self.device,
          );
        }
      },
    };
  }

  private server(generation: number): Server {
    const { world, self } = this;
    const ask = <T>(work: () => T): Promise<T> => this.ask(generation, work);
    const account = (id: Identifier) => ({
      account: id,
      ...(world.handles.has(id) ? { handle: world.handles.get(id) ?? "" } : {}),
      ...(world.profiles.has(id) ? { profile: world.profiles.get(id) ?? "" } : {}),
    });
    const unused = () => Promise.reject(new Error("not used in this world"));
    return {
      sync: (request) => {
        this.asked.push({ operation: "sync", request });
        return ask(() => world.sync(self, request));
      },
      send: (body) => ask(() => world.send(self, body.conversation, body.since, body.envelopes as never)),
      listConversations: (listing) => {
        this.asked.push({ operation: "listConversations", request: listing });
        return ask(() => world.list(self, listing));
      },
      getConversation: (id) => {
        this.asked.push({ operation: "getConversation", request: id });
        return ask(() => world.describe(world.log(self, id)));
      },
      listMembers: (id) =>
        ask(() => {
          const { members, change } = world.describe(world.log(self, id));
          return { change, members: members.map((member) => ({ ...member, joined: 1 })) };
        }),
      openConversation: ({ member, signature }) => ask(() => world.openDirect(self, member, signature)),
      createGroup: ({ nonce, members, signature }) =>
        ask(() => world.createGroup(self, nonce, members as NewMember[], signature)),
      changeMembers: (id, { after, change, signature }) =>
        ask(() => ({ seq: world.changeMembers(self, id, after, change as Change, signature) })),
      lookUpDirectory: (accounts) => {
        this.looked.push(accounts);
        return ask(() => ({ accounts: accounts.map((account) => ({ account, devices: world.listed(account) })) }));
      },
      listReceipts: (id) =>
        ask(() => ({
          receipts: [...world.log(self, id).receipts].map(([account, receipt]) => ({ account, ...receipt })),
        })),
      listDevices: () =>
        ask(() => ({
          devices: world.listed(self.account).map((each) => ({ ...each, current: each.device === self.device })),
        })),
      getAccount: (asked) => ask(() => account(asked)),
      getOwnAccount: () => ask(() => ({ ...account(self.account), createdAt: 1 })),
      setProfile: async (profile) => {
        await ask(() => void world.profiles.set(self.account, profile));
        if (this.losesAnswers === "setProfile") {
          throw new Unreachable("unanswered");
        }
      },
      renameDevice: () => ask(() => undefined),
      listBlocks: () =>
        ask(() => ({ blocks: [...(world.blocks.get(self.account) ?? [])].map((account) => ({ account, since: 1 })) })),
      blockAccount: (account) => ask(() => void world.blocks.set(self.account, new Set([account]))),
      unblockAccount: () => ask(() => void world.blocks.delete(self.account)),
      signOut: unused,
      setHandle: unused,
      removeHandle: unused,
      findByHandle: unused,
      findByPhoneNumber: unused,
      removeDevice: unused,
      setPushToken: unused,
      removePushToken: unused,
      deleteAccount: unused,
      prepareUpload: unused,
      prepareDownload: unused,
    };
  }

  /** Puts a message into the outbox, as any tab does. */
  async say(conversation: Identifier, content: string | Content): Promise<Identifier> {
    const row = freshItem(
      this.clock,
      this.self,
      conversation,
      typeof content === "string" ? { is: "text", text: content } : content,
    );
    await this.store.write({ outbox: [row] });
    await this.running?.queued();
    return row.id;
  }

  /** Opens the direct conversation with somebody, whatever it takes. */
  async direct(account: Identifier): Promise<Identifier> {
    for (;;) {
      try {
        return await this.engine.openDirect(account);
      } catch (failed) {
        if (isNotFound(failed)) {
          throw failed;
        }
      }
    }
  }

  async rows(conversation: Identifier): Promise<readonly MessageRow[]> {
    return await this.store.lines(conversation, { most: Infinity, from: "start" });
  }

  /** What is to be seen of a conversation. */
  async lines(conversation: Identifier): Promise<readonly MessageRow[]> {
    const kind = this.engine.state.conversation(conversation)?.kind ?? "direct";
    return (await this.rows(conversation)).filter((row) => isVisible(row, kind));
  }

  async texts(conversation: Identifier): Promise<string[]> {
    return (await this.lines(conversation)).flatMap(({ content }) => (content.is === "text" ? [content.text] : []));
  }

  cursor(conversation: Identifier): number {
    return this.engine.state.conversation(conversation)?.cursor ?? 0;
  }
}
