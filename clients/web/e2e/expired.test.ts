import { expect, test } from "vitest";
import type { BrowserContext } from "playwright-core";
import { world } from "./support/world.ts";

const { person, forgives } = world();

const spoilt = (token: string): string => `${token.slice(0, -8)}AAAAAAAA`;

/** Spoils on their way what calls bear, so that the server itself refuses them; answers how to stop that. */
async function spoils(
  context: BrowserContext,
  what: { readonly access: (token: string) => boolean; readonly refresh: boolean },
): Promise<{ readonly renewals: () => number; readonly refused: () => number; readonly stop: () => Promise<void> }> {
  let renewals = 0;
  let refused = 0;
  const calls = /\/v1\//u;
  await context.route(calls, async (route) => {
    const request = route.request();
    if (request.url().endsWith("/v1/sessions/refresh") && request.method() === "POST") {
      renewals += 1;
      const body = request.postDataJSON() as { refreshToken: string };
      return what.refresh
        ? route.continue({ postData: JSON.stringify({ ...body, refreshToken: spoilt(body.refreshToken) }) })
        : route.continue();
    }
    const { authorization = "" } = request.headers();
    if (authorization === "" || !what.access(authorization)) return route.continue();
    refused += 1;
    return route.continue({ headers: { ...request.headers(), authorization: spoilt(authorization) } });
  });
  return { renewals: () => renewals, refused: () => refused, stop: () => context.unroute(calls) };
}

test("a session whose tokens are over is renewed unseen, and else calmly begun again with everything there", async () => {
  forgives(/status of 40[13]|WebSocket connection to/u);
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await alice.writes("Before");
  await bob.opens("Alice");
  await bob.sees("Before");
  await alice.seesMark("Before", "read");

  // The access token is refused: that it was is nothing that anybody has to know.
  let former: string | undefined;
  const once = await spoils(alice.context, {
    access: (token) => token === (former ??= token),
    refresh: false,
  });
  await alice.finds(bob.handle);
  await alice.writes("With a token that is refused");
  await bob.sees("With a token that is refused");
  await alice.seesMark("With a token that is refused", "read");
  expect(once.refused()).toBeGreaterThan(0);
  expect(once.renewals()).toBe(1);
  expect(await alice.page.getByRole("link", { name: /sign in/iu }).count()).toBe(0);
  await once.stop();

  // Meanwhile the refresh token is over as well: one has to sign in again, and finds all as it was.
  await alice.goesOffline();
  await alice.writes("Written as it ended");
  await alice.seesMark("Written as it ended", "waiting for a network");
  const always = await spoils(alice.context, { access: () => true, refresh: true });
  let over = true;
  await alice.context.routeWebSocket(/./u, (socket) => {
    if (over) void socket.close();
    else socket.connectToServer();
  });
  await alice.reloads();
  await alice.sees("Written as it ended");
  await alice.comesBack();
  await alice.page.getByRole("heading", { name: "Please sign in again" }).waitFor();
  await alice.page.getByText("Your messages are still here").waitFor();
  expect(always.renewals()).toBeGreaterThan(0);
  await alice.reloads();
  await alice.page.getByRole("heading", { name: "Please sign in again" }).waitFor();
  await always.stop();
  over = false;

  await bob.writes("While nobody was signed in");
  await alice.signsIn(alice.number);
  await alice.isReady();
  await alice.opens("Bob");
  await alice.sees("Before");
  await alice.sees("While nobody was signed in");
  await bob.sees("Written as it ended");
  await alice.seesMark("Written as it ended", "read");
  const all = ["Before", "With a token that is refused", "While nobody was signed in", "Written as it ended"];
  expect([...(await alice.texts())].sort()).toEqual([...all].sort());
  await bob.writes("Welcome back");
  await alice.sees("Welcome back");
});
