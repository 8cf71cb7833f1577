// @vitest-environment jsdom
import { act, cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";

import { CulverProvider } from "./hooks/use-culver.tsx";
import { standIn } from "./testing/standin.ts";
import { UnreadTitle } from "./unread-title.tsx";

afterEach(cleanup);

test("the title counts conversations with something unread, but for those that are muted now", async () => {
  const culver = await standIn({ conversations: 12 });
  const list = culver.conversations.list.current() ?? [];
  const shown = render(
    <CulverProvider value={culver}>
      <UnreadTitle />
    </CulverProvider>,
  );
  const counted = (): number => Number(/^\((\d+)\) Culver$/u.exec(document.title)?.[1] ?? "0");
  const before = counted();
  expect(before).toBe(list.filter((chat) => chat.unread > 0 && chat.mutedUntil === undefined).length);
  const [some] = list.filter((chat) => chat.unread > 0 && chat.mutedUntil === undefined);
  if (some === undefined) throw new Error("nothing is unread");
  await act(() => culver.conversations.setMuted(some.id, Date.now() + 3_600_000));
  expect(counted()).toBe(before - 1);
  await act(() => culver.conversations.setMuted(some.id, Date.now() - 60_000));
  expect(counted()).toBe(before);
  shown.unmount();
  expect(document.title).toBe("Culver");
});
