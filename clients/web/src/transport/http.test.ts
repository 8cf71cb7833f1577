import { describe, expect, it } from "vitest";
import { manualClock } from "../testing/clock.ts";
import { Refused, SignedOut, Unreachable } from "../wire/failures.ts";
import { randomIdentifier } from "../wire/identifiers.ts";
import { exchange } from "./exchange.ts";
import { api, type Tokens } from "./http.ts";

type Answer = Response | Error | "nothing";

const problem = (type: string, status: number, more: object = {}, headers: Record<string, string> = {}): Response =>
  new Response(
    JSON.stringify({ type: `urn:culver:problem:${type}`, title: "", status, detail: "", requestId: "", ...more }),
    {
      status,
      headers: { "Content-Type": "application/problem+json", ...headers },
    },
  );

/** A server that gives these answers, one after the other, and then none. */
function world(answers: Answer[], random = 0.5) {
  const clock = manualClock();
  const calls: { url: string; init: RequestInit; at: number }[] = [];
  const start = clock.now();
  const fetch = (url: unknown, init: RequestInit = {}): Promise<Response> => {
    calls.push({ url: String(url), init, at: clock.now() - start });
    const answer = answers.shift() ?? "nothing";
    if (answer instanceof Error) return Promise.reject(answer);
    if (answer !== "nothing") return Promise.resolve(answer);
    return new Promise((_, reject) =>
      init.signal?.addEventListener("abort", () => reject(init.signal?.reason as Error)),
    );
  };
  const log: string[] = [];
  const tokens: Tokens = {
    access: () => Promise.resolve("one"),
    accessInsteadOf: (refused) => {
      log.push(`instead of ${refused}`);
      return Promise.resolve("two");
    },
    ended: (token) => {
      log.push(`ended ${token}`);
      return Promise.resolve();
    },
  };
  const calling = api(exchange("https://api.test", fetch, clock), tokens, clock, () => random);
  /** Lets time pass until the call is over. */
  async function after<T>(milliseconds: number, call: Promise<T>): Promise<T> {
    call.catch(() => undefined);
    await clock.advance(milliseconds);
    return Promise.race([call, Promise.reject(new Error("it is still going on"))]);
  }
  return { clock, calls, log, calling, after };
}

const account = randomIdentifier();
const json = (body: object, status = 200): Response => new Response(JSON.stringify(body), { status });
const found = () => json({ account });
const tokenOf = (init: RequestInit | undefined) => (init?.headers as Record<string, string>)["Authorization"];

describe("a call", () => {
  it("carries the token and JSON, and nothing that browsers would add", async () => {
    const { calling, calls, after } = world([found()]);
    expect(await after(0, calling.findByPhoneNumber("+12025550101"))).toEqual({ account });
    expect(calls[0]?.url).toBe("https://api.test/v1/phone-numbers/lookup");
    expect(calls[0]?.init).toMatchObject({
      method: "POST",
      body: '{"phoneNumber":"+12025550101"}',
      headers: { Authorization: "Bearer one", "Content-Type": "application/json" },
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
    });
  });

  it("names what it asks for in the path, escaped, and pages in the query", async () => {
    const { calling, calls, after } = world([
      found(),
      json({ conversations: [] }),
      new Response(null, { status: 204 }),
    ]);
    await after(0, calling.findByHandle("a/b"));
    expect(await after(0, calling.listConversations({ limit: 5, only: "ids", after: "x_" }))).toEqual({
      conversations: [],
    });
    await after(0, calling.blockAccount(account));
    expect(calls.map(({ url }) => url.replace("https://api.test", ""))).toEqual([
      "/v1/handles/a%2Fb",
      "/v1/conversations?limit=5&only=ids&after=x_",
      `/v1/blocks/${account}`,
    ]);
  });

  it("rejects with the problem that refused it, and is not repeated", async () => {
    const { calling, calls, after } = world([problem("handle-taken", 409)]);
    await expect(after(0, calling.setHandle("alice"))).rejects.toMatchObject({ problem: { is: "handle-taken" } });
    expect(calls).toHaveLength(1);
  });

  it.each([
    [json({ message: "Forbidden" }, 403), "not-allowed"],
    [json({ message: "Not Found" }, 404), "not-found"],
    [new Response("<html>", { status: 418 }), "other"],
    [problem("of-tomorrow", 409), "other"],
    [problem("sync-first", 409), "other"],
  ])("goes by the status when there is no problem that it knows (%#)", async (answer, is) => {
    const { calling, after } = world([answer]);
    await expect(after(0, calling.getOwnAccount())).rejects.toMatchObject({ problem: { is } });
  });

  it("is over when what is to be gone is gone", async () => {
    const { calling, after, log } = world([
      problem("not-found", 404),
      problem("not-found", 404),
      problem("session-ended", 401),
    ]);
    await after(0, calling.removeDevice(account));
    await after(0, calling.unblockAccount(account));
    await after(0, calling.signOut());
    expect(log).toEqual(["ended one"]);
  });
});

describe("a token that is refused", () => {
  it("is renewed once, and the call repeated", async () => {
    const { calling, calls, log, after } = world([problem("unauthenticated", 401), found()]);
    await after(0, calling.findByHandle("alice"));
    expect(log).toEqual(["instead of one"]);
    expect(calls.map(({ init }) => tokenOf(init))).toEqual(["Bearer one", "Bearer two"]);
  });

  it("is not renewed twice", async () => {
    const { calling, log, after } = world([problem("unauthenticated", 401), problem("unauthenticated", 401)]);
    await expect(after(0, calling.getOwnAccount())).rejects.toMatchObject({ problem: { is: "unauthenticated" } });
    expect(log).toHaveLength(1);
  });

  it("of a session that is over ends it", async () => {
    const { calling, log, after } = world([problem("session-ended", 401)]);
    await expect(after(0, calling.getOwnAccount())).rejects.toThrow(SignedOut);
    expect(log).toEqual(["ended one"]);
  });
});

describe("repeating", () => {
  it("backs off with full jitter and adds what the server asks for", async () => {
    const busy = () => problem("busy", 503, { retryAfter: 2 });
    const limited = () =>
      new Response('{"message":"Too Many Requests"}', { status: 429, headers: { "Retry-After": "3" } });
    const { calling, calls, after } = world([
      busy(),
      limited(),
      new TypeError("no network"),
      problem("internal", 500),
      found(),
    ]);
    await after(19_000, calling.findByHandle("alice"));
    expect(calls.map(({ at }) => at)).toEqual([0, 2_250, 5_750, 6_750, 8_750]);
  });

  it("is given up when a person has waited for 20 seconds, also for an answer", async () => {
    const { calling, after } = world([]);
    const call = calling.getOwnAccount();
    await expect(after(19_999, call)).rejects.toThrow("it is still going on");
    await expect(after(1, call)).rejects.toThrow(Unreachable);
  });

  it("is given up before a wait that would take longer than that", async () => {
    const { calling, after } = world([problem("busy", 503, { retryAfter: 60 })]);
    await expect(after(0, calling.getOwnAccount())).rejects.toThrow(Refused);
  });

  it("is left to those who ask for a single attempt, of 35 seconds", async () => {
    const { calling, calls, after } = world([]);
    const call = calling.sync({ cursors: [] }, { patience: 0 });
    await expect(after(34_999, call)).rejects.toThrow("it is still going on");
    await expect(after(1, call)).rejects.toThrow(Unreachable);
    expect(calls).toHaveLength(1);
  });

  it("stops when it is aborted, while it asks and while it waits", async () => {
    for (const answers of [[], [problem("internal", 500)]]) {
      const { calling, after, clock } = world(answers);
      const ended = new AbortController();
      const call = calling.getOwnAccount({ signal: ended.signal });
      call.catch(() => undefined);
      await clock.advance(10);
      ended.abort(new Error("enough"));
      await expect(after(0, call)).rejects.toThrow("enough");
    }
  });

  it("is done after answers that make no sense", async () => {
    const { calling, calls, after } = world([new Response("<html>"), json({ account: 1 }), found()]);
    await after(5_000, calling.findByHandle("alice"));
    expect(calls).toHaveLength(3);
  });
});

describe("the deletion of the account", () => {
  it("is done when its answer was lost and the session is over", async () => {
    const { calling, calls, after } = world([new Error("lost"), problem("session-ended", 401)]);
    await after(10_000, calling.deleteAccount());
    expect(calls.map(({ url, init }) => [init.method, url])).toEqual(
      Array.from({ length: 2 }, () => ["DELETE", "https://api.test/v1/account"]),
    );
  });

  it("is not done when the first attempt finds no session", async () => {
    const { calling, after } = world([problem("session-ended", 401)]);
    await expect(after(0, calling.deleteAccount())).rejects.toBeInstanceOf(SignedOut);
  });

  it("names the groups that are to be left first", async () => {
    const { calling, after } = world([problem("still-member", 409, { conversations: [account] })]);
    await expect(after(0, calling.deleteAccount())).rejects.toMatchObject({
      problem: { is: "still-member", conversations: [account] },
    });
  });
});
