// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";

import type { Push } from "../../client/culver.ts";
import { CulverProvider } from "../hooks/use-culver.tsx";
import { standIn, type StandIn } from "../testing/standin.ts";
import { PushRow } from "./push-row.tsx";

afterEach(cleanup);

async function shown(push: Push): Promise<StandIn> {
  const culver = await standIn({ conversations: 6, push });
  render(
    <CulverProvider value={culver}>
      <PushRow />
    </CulverProvider>,
  );
  return culver;
}

const row = (): HTMLInputElement => screen.getByRole("switch", { name: "Wake-ups when Culver is closed" });
const described = (): string =>
  document.getElementById(row().getAttribute("aria-describedby") ?? "")?.textContent ?? "";

test("wake-ups are turned on and off", async () => {
  const culver = await shown({ is: "off" });
  expect(row().checked).toBe(false);
  await userEvent.click(row());
  expect(row().checked).toBe(true);
  await userEvent.click(row());
  expect(culver.asked).toEqual(["setPush true", "setPush false"]);
});

test.each<[Push, string, boolean]>([
  [{ is: "unavailable" }, "has not set up wake-ups", true],
  [{ is: "unsupported" }, "add Culver to the home screen", true],
  [{ is: "blocked" }, "Allow them in its settings", false],
  [{ is: "interrupted" }, "Turn this on again", false],
])("where they are %j the switch is off and says why", async (push, why, disabled) => {
  await shown(push);
  expect(row().checked).toBe(false);
  expect(row().disabled).toBe(disabled);
  expect(described()).toContain(why);
  expect(screen.queryByRole("alert")).toBeNull();
});

test("what went wrong while they were turned on is told aloud, with what to do", async () => {
  await shown({ is: "off", failed: "network" });
  expect(screen.getByRole("alert").textContent).toBe(
    "Firebase could not be reached. Check your network, then try again.",
  );
});
