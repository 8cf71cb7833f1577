import "fake-indexeddb/auto";
import { afterEach, expect, test } from "vitest";
import { freshItem } from "../../engine/outbox/fresh.ts";
import { engineStore } from "../../engine/browser-store.ts";
import { openStore } from "../../store/open.ts";
import type { Store } from "../../store/store.ts";
import { turns } from "../../testing/clock.ts";
import { CHAT, directRow, ME, MY_DEVICE } from "../testing/tab.ts";
import { openMirror } from "./mirror.ts";

let count = 0;
const opened: Store[] = [];

/** A tab's way to the store that all of them share. */
async function tab(name: string): Promise<Store> {
  const found = await openStore(name);
  if (found.is !== "open") throw new Error("the keys are lost");
  opened.push(found.store);
  return found.store;
}

afterEach(() => opened.splice(0).forEach((store) => store.close()));

test("what another tab writes while this one is opened is not forgotten again", async () => {
  const name = `mirror-${count++}`;
  const [own, other] = [await tab(name), await tab(name)];
  const item = freshItem({ now: () => 1 }, { account: ME, device: MY_DEVICE }, CHAT, { is: "text", text: "Hi" });
  await engineStore(other).write({ conversations: [directRow()], outbox: [item] });

  // What was read comes late, as from a slow disk.
  let read: () => void = () => undefined;
  const slowly = new Promise<void>((resolve) => (read = resolve));
  const slow: Store = {
    ...own,
    async list(table, range) {
      const rows = await own.list(table, range);
      await slowly;
      return rows;
    },
  };
  const opening = openMirror(slow);
  await turns();
  const heard = new Promise<void>((resolve) => own.subscribe(() => resolve()));
  await engineStore(other).write({ conversations: [directRow({ unread: 1 })], outboxGone: [item.id] });
  await heard;
  // Longer than what was written is gathered.
  await new Promise((resolve) => setTimeout(resolve, 50));
  await turns();
  read();
  const mirror = await opening;
  await mirror.settled();
  expect(mirror.conversations.get(CHAT)?.unread).toBe(1);
  expect([...mirror.outbox.keys()]).toEqual([]);
  mirror.stop();
});

test("what was read before everything was removed does not come back", async () => {
  const own = await tab(`mirror-${count++}`);
  let read: () => void = () => undefined;
  let held: Promise<void> | undefined;
  const slow: Store = {
    ...own,
    async get(table, key) {
      const row = await own.get(table, key);
      await held;
      return row;
    },
  };
  const mirror = await openMirror(slow);
  held = new Promise((resolve) => (read = resolve));
  await engineStore(own).write({ conversations: [directRow()] });
  const settled = mirror.settled();
  await turns();
  await own.empty();
  read();
  held = undefined;
  await settled;
  await mirror.settled();
  expect([...mirror.conversations.keys()]).toEqual([]);
  mirror.stop();
});
