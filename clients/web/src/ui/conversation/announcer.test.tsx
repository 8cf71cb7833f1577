// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Line } from "../../client/culver.ts";
import { CulverProvider } from "../hooks/use-culver.tsx";
import { standIn } from "../testing/standin.ts";
import { Announcer } from "./announcer.tsx";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const line = (number: number): Line => ({
  key: `k${number}`,
  conversation: "c",
  at: number,
  author: "p0000000000000000001A",
  own: false,
  body: { is: "text", text: `Message ${number}` },
  reactions: [],
});

test("many messages in a row are told once, counted, when there is a pause", async () => {
  const culver = await standIn({ conversations: 6 });
  const shown = (count: number) => (
    <CulverProvider value={culver}>
      <Announcer lines={Array.from({ length: count }, (_, number) => line(number))} />
    </CulverProvider>
  );
  const said: string[] = [];
  const { rerender } = render(shown(1));
  const status = screen.getByRole("status");
  new MutationObserver(() => said.push(status.textContent)).observe(status, {
    childList: true,
    characterData: true,
    subtree: true,
  });
  for (let count = 2; count <= 31; count++) {
    rerender(shown(count));
    await act(() => vi.advanceTimersByTimeAsync(100));
  }
  expect(said).toEqual([]);
  await act(() => vi.advanceTimersByTimeAsync(2_000));
  expect(said).toHaveLength(1);
  expect(said[0]).toContain("30 new messages from");
  rerender(shown(32));
  await act(() => vi.advanceTimersByTimeAsync(2_000));
  expect(said).toHaveLength(2);
  expect(said[1]).toContain("Message 31");
});
