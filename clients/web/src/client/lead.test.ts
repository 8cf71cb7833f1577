import { expect, test, vi } from "vitest";

import { eventually } from "../testing/eventually.ts";
import type { LeaderDoings } from "./doings.ts";
import type { Ground } from "./ground.ts";
import { lead } from "./lead.ts";
import type { Calls } from "./tabs/calls.ts";
import type { Mirror } from "./tabs/mirror.ts";

test("an engine that did not start is started again, until the lead is over", async () => {
  const later: (() => void)[] = [];
  const cryptography = vi.fn(() => Promise.reject(new Error("the store is busy")));
  const ground = {
    session: { standing: () => ({ is: "signed-in", account: "me", device: "mine" }), subscribe: () => () => undefined },
    environment: { after: (_milliseconds: number, work: () => void) => later.push(work) },
    cryptography,
  } as unknown as Ground;
  const distrust = vi.fn();
  const nobody = {} as unknown;
  const stop = lead(ground, nobody as Mirror, nobody as Calls<LeaderDoings>, () => undefined, distrust);

  await eventually(() => expect(later).toHaveLength(1));
  expect(distrust).toHaveBeenCalledWith("the engine did not start");
  later[0]?.();
  await eventually(() => expect(cryptography).toHaveBeenCalledTimes(2));

  await stop();
  later.at(-1)?.();
  await stop();
  expect(cryptography).toHaveBeenCalledTimes(2);
});
