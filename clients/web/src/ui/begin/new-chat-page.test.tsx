// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { ToastProvider } from "../basics/toast.tsx";
import { CulverProvider } from "../hooks/use-culver.tsx";
import { identifier } from "../testing/people.ts";
import { setUpWindow } from "../testing/setup.ts";
import { standIn, type StandIn } from "../testing/standin.ts";
import { NewChatPage } from "./new-chat-page.tsx";
import { PeoplePicker } from "./people-picker.tsx";

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

/** Who stands below a heading. */
const below = (title: string): string =>
  screen.queryByRole("heading", { name: title })?.nextElementSibling?.textContent ?? "";

test("a stranger who was looked up is not among the people one knows", async () => {
  await userEvent.type(show(), "@somebody");
  await userEvent.click(screen.getByRole("button", { name: /Look up/u }));
  await screen.findByRole("heading", { name: "Found" });
  expect(below("Found")).toContain("@person_48");
  expect(below("People you know")).toBe("");
});

test("somebody one knows already is among those, looked up or not, and need not be looked up", async () => {
  culver.people.find = () => Promise.resolve(culver.people.person(identifier("p", 6)).current());
  await userEvent.type(show(), "@person_6");
  expect(below("People you know")).toContain("@person_6");
  expect(screen.queryByRole("button", { name: /Look up/u })).toBeNull();
  await userEvent.keyboard("{Enter}");
  expect(screen.queryByRole("heading", { name: "Found" })).toBeNull();
  expect(screen.getAllByText("@person_6")).toHaveLength(1);
});

test("of somebody who is in a group already its picker says so", async () => {
  render(
    <CulverProvider value={culver}>
      <PeoplePicker chosen={[]} onChange={() => undefined} without={[identifier("p", 6)]} />
    </CulverProvider>,
  );
  await userEvent.type(screen.getByRole("searchbox"), "@person_6");
  expect(screen.getByText("They are in this group already.")).toBeTruthy();
  expect(screen.queryByRole("button", { name: /Look up/u })).toBeNull();
});
