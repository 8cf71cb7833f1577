// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test } from "vitest";

import { CulverProvider } from "../hooks/use-culver.tsx";
import { standIn, type StandIn } from "../testing/standin.ts";
import { NewDeviceNotice } from "./new-device-notice.tsx";

afterEach(cleanup);

async function shows(newDevices: number): Promise<StandIn> {
  const culver = await standIn({ conversations: 6, newDevices });
  render(
    <CulverProvider value={culver}>
      <NewDeviceNotice />
    </CulverProvider>,
  );
  return culver;
}

const said = (): string => screen.getByRole("status").textContent.replace(/[\u2068\u2069]/gu, "");

test("a new device of one's own is told by name and time, until it is said to be one's own", async () => {
  const culver = await shows(1);
  expect(said()).toContain("A new device was added to your account: Telephone, just now");
  expect(screen.getByRole("link", { name: "Check devices" }).getAttribute("href")).toBe("#/settings/devices");
  expect(culver.asked).toEqual([]);
  await userEvent.click(screen.getByRole("button", { name: "It was me" }));
  expect(culver.asked).toEqual(["acknowledge 1"]);
  expect(said()).toBe("");
});

test("several are told together, and the name of one that has none yet is asked for", async () => {
  const culver = await shows(2);
  expect(said()).toContain("2 new devices were added to your account, just now");
  await waitFor(() => expect(culver.asked).toEqual(["refresh devices"]));
  await userEvent.click(screen.getByRole("button", { name: "It was me" }));
  expect(culver.asked.at(-1)).toBe("acknowledge 2");
  expect(said()).toBe("");
});

test("without one nothing is said", async () => {
  await shows(0);
  expect(said()).toBe("");
});
