import { expect, test } from "vitest";
import { memoryStore } from "../../engine/testing/memory-store.ts";
import { CHAT, directRow } from "../testing/tab.ts";
import { ending } from "./ending.ts";

test("whoever ends to lead waits for what is being written, and writes nothing any more", async () => {
  const kept = memoryStore();
  let written: () => void = () => undefined;
  const slowly = new Promise<void>((resolve) => (written = resolve));
  const until = ending({
    ...kept,
    async write(batch) {
      await slowly;
      await kept.write(batch);
    },
  });
  const told: string[] = [];
  const before = until.store.write({ conversations: [directRow({ unread: 1 })] }).then(() => told.push("written"));
  const ended = until.end().then(() => told.push("ended"));
  void until.store.write({ conversations: [directRow({ unread: 2 })] }).then(() => told.push("written late"));
  written();
  await Promise.all([before, ended]);
  expect(told).toEqual(["written", "ended"]);
  expect((await kept.conversation(CHAT))?.unread).toBe(1);
});
