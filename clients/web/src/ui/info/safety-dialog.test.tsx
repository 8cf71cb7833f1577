// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Failure } from "../../client/culver.ts";
import { CulverProvider, usePerson } from "../hooks/use-culver.tsx";
import { identifier } from "../testing/people.ts";
import { setUpWindow } from "../testing/setup.ts";
import { chats, standIn, type StandIn } from "../testing/standin.ts";
import { InfoPage } from "./info-page.tsx";
import { SafetyDialog } from "./safety-dialog.tsx";

const [anna, charlotte] = [identifier("p", 0), identifier("p", 2)];
let culver: StandIn;

beforeEach(setUpWindow);
afterEach(cleanup);

function Dialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const person = usePerson(anna);
  return person && <SafetyDialog person={person} onClose={onClose} />;
}

async function open(ownChanged: boolean, verified = true): Promise<() => void> {
  culver = await standIn({ conversations: 0, ownChanged });
  if (!verified) culver.setVerification(anna, "unverified");
  const onClose = vi.fn();
  render(
    <CulverProvider value={culver}>
      <Dialog onClose={onClose} />
    </CulverProvider>,
  );
  await screen.findByRole("group", { name: "Sixty digits" });
  return onClose;
}

const said = (): HTMLElement | null => screen.queryByText(/^You have added or removed a device/u);
const buttons = (): (string | null)[] =>
  screen
    .getAllByRole("button")
    .map((button) => button.textContent)
    .filter((words) => words !== "");

test("while the number is computed its places are there; where it cannot be, the question is closed", async () => {
  culver = await standIn({ conversations: 0 });
  let refuse: () => void = () => undefined;
  culver.people.safetyNumber = () =>
    new Promise((_, reject) => {
      refuse = () => reject(new Failure("unreachable"));
    });
  const onClose = vi.fn();
  render(
    <CulverProvider value={culver}>
      <Dialog onClose={onClose} />
    </CulverProvider>,
  );
  expect(screen.getByRole("status", { name: "Loading" }).querySelectorAll(".digits > span")).toHaveLength(12);
  expect(document.querySelector(".skeleton-row")).toBeNull();
  refuse();
  await waitFor(() => expect(onClose).toHaveBeenCalled());
});

test("after a device of one's own has come or gone somebody stays verified, and why the number is another is told", async () => {
  const onClose = await open(true);
  expect(said()?.textContent).toContain("Anna Lindqvist");
  expect(buttons()).toContain("Take the mark away");
  expect(buttons()).not.toContain("Mark as verified");
  await userEvent.click(screen.getByRole("button", { name: "Compared again" }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(culver.asked).toContain("setVerified");
});

test("nothing is told of devices of one's own where the number is the compared one, or none was compared", async () => {
  await open(false);
  expect(said()).toBeNull();
  expect(buttons()).not.toContain("Compared again");
  cleanup();
  await open(true, false);
  expect(said()).toBeNull();
  expect(buttons()).toContain("Mark as verified");
});

test("a group's page tells of whom the safety number has changed, until it is compared there", async () => {
  culver = await standIn({ conversations: 0 });
  render(
    <CulverProvider value={culver}>
      <InfoPage conversation={chats.every} />
    </CulverProvider>,
  );
  const changed = "Safety number has changed";
  expect(screen.getAllByText(changed).map((mark) => mark.closest("li")?.textContent)).toEqual([
    expect.stringContaining("Charlotte Okafor"),
  ]);
  await userEvent.click(screen.getByRole("button", { name: /Charlotte Okafor/u }));
  await userEvent.click(screen.getByText("Safety number"));
  await userEvent.click(await screen.findByText("Mark as verified"));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(screen.queryByText(changed)).toBeNull();
  expect(culver.people.person(charlotte).current()?.verification).toBe("verified");
});
