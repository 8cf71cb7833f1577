// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Connection } from "../client/culver.ts";
import { ConnectionBar } from "./connection-bar.tsx";
import { CulverProvider } from "./hooks/use-culver.tsx";
import { standIn } from "./testing/standin.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

async function show(connection: Connection) {
  const culver = await standIn({ conversations: 1, lines: 1, connection });
  render(
    <CulverProvider value={culver}>
      <ConnectionBar />
    </CulverProvider>,
  );
  const says = (): string => screen.getByRole("status").textContent;
  const pass = (milliseconds: number): void => {
    act(() => void vi.advanceTimersByTime(milliseconds));
  };
  return { says, pass, becomes: (next: Connection) => act(() => culver.cells.connection.set(next)) };
}

test("an interruption that is soon over is not spoken of", async () => {
  const { says, pass, becomes } = await show({ is: "live" });
  becomes({ is: "connecting" });
  pass(1400);
  expect(says()).toBe("");
  becomes({ is: "live" });
  pass(5000);
  expect(says()).toBe("");
});

test("attempts that fail one after the other are spoken of, however short each is", async () => {
  const { says, pass, becomes } = await show({ is: "live" });
  for (let attempt = 0; attempt < 2; attempt++) {
    becomes({ is: "connecting" });
    pass(500);
    becomes({ is: "offline" });
    pass(500);
  }
  expect(says()).toContain("You are offline.");
});

test("without a network it says so, and is silent at once when there is one again", async () => {
  const { says, pass, becomes } = await show({ is: "offline" });
  pass(1500);
  expect(says()).toContain("You are offline.");
  becomes({ is: "live" });
  expect(says()).toBe("");
});
