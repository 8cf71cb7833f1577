import { afterEach, beforeEach, expect, test } from "vitest";
import { named } from "../../engine/testing/cryptography.ts";
import { BOB, CHAT, HIS_DEVICE, ME, MY_DEVICE, directRow, testTab, type TestTab } from "../testing/tab.ts";

let here: TestTab;
beforeEach(async () => {
  here = await testTab();
});
afterEach(() => here.close());

const device = (name: string, removed: boolean) => ({ device: name, signingKey: "", sealingKey: "", removed });

test.each([
  ["all of whose devices are gone", BOB, [device(HIS_DEVICE, true), device(named("tablet"), true)], true],
  ["who has one device left", BOB, [device(HIS_DEVICE, true), device(named("tablet"), false)], undefined],
  ["whose devices were never asked for", BOB, undefined, undefined],
  ["who is oneself", ME, [device(MY_DEVICE, true)], undefined],
])("a chat with somebody %s is told as such", async (_, account, devices, deserted) => {
  await here.store.write({
    conversations: [directRow({ members: account === ME ? [ME] : [BOB, ME] })],
    people: [{ account, ...(devices && { devices }) }],
  });
  await here.tab.mirror.settled();
  const view = here.culver.conversations.view(CHAT);
  const stop = view.subscribe(() => undefined);
  await expect.poll(() => view.current()?.id).toBe(CHAT);
  expect(view.current()?.deserted).toBe(deserted);
  stop();
});
