// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { ToastProvider } from "../basics/toast.tsx";
import { CulverProvider } from "../hooks/use-culver.tsx";
import { setUpWindow } from "../testing/setup.ts";
import { standIn, type StandIn } from "../testing/standin.ts";
import { NewChatPage } from "./new-chat-page.tsx";

let culver: StandIn;

beforeEach(async () => {
  setUpWindow();
  culver = await standIn({ conversations: 12, lines: 20 });
});
afterEach(() => {
  cleanup();
  localStorage.clear();
});

function show(): HTMLElement {
  render(
    <CulverProvider value={culver}>
      <ToastProvider>
        <NewChatPage />
      </ToastProvider>
    </CulverProvider>,
  );
  return screen.getByRole("searchbox");
}

test("a number without a country code is read as one of the own number's country, and shown as what is looked up", async () => {
  localStorage.setItem("culver-country", "DE");
  await userEvent.type(show(), "0151 234 56789");
  await userEvent.click(await screen.findByRole("button", { name: /\+4915123456789/ }));
  expect(culver.asked).toContain("find +4915123456789");
});

test("where the own number's country is not known, the region of the browser's language counts", async () => {
  vi.spyOn(navigator, "languages", "get").mockReturnValue(["de-AT", "en"]);
  await userEvent.type(show(), "0664 1234567");
  expect(await screen.findByRole("button", { name: /\+436641234567/ })).toBeTruthy();
});

test("a number with a country code keeps it, whatever the own one is", async () => {
  localStorage.setItem("culver-country", "DE");
  await userEvent.type(show(), "+43 664 1234567");
  expect(await screen.findByRole("button", { name: /\+436641234567/ })).toBeTruthy();
});
