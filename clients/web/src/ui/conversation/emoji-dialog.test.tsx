// @vitest-environment jsdom
import { cleanup, render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { setUpWindow } from "../testing/setup.ts";
import { EmojiDialog } from "./emoji-dialog.tsx";

const perRow = 8;
const picked = vi.fn();

beforeEach(() => {
  setUpWindow();
  // Nothing is laid out here, so each button is told its row.
  vi.spyOn(HTMLElement.prototype, "offsetTop", "get").mockImplementation(function (this: HTMLElement) {
    return Math.floor([...(this.parentElement?.children ?? [])].indexOf(this) / perRow) * 40;
  });
  picked.mockClear();
  render(<EmojiDialog onPick={picked} onClose={() => undefined} />);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const faces = (): readonly HTMLElement[] =>
  within(screen.getByRole("toolbar", { name: "Faces" })).getAllByRole("button");

test("Tab goes from one kind of emoji to the next, not through each of them", async () => {
  screen.getByRole("textbox").focus();
  await userEvent.tab();
  expect(document.activeElement).toBe(faces()[0]);
  await userEvent.tab();
  const hands = within(screen.getByRole("toolbar", { name: "Hands and hearts" })).getAllByRole("button");
  expect(document.activeElement).toBe(hands[0]);
});

test("the arrows, Home and End lead through emoji of a kind, which Enter picks", async () => {
  faces()[0]?.focus();
  await userEvent.keyboard("{ArrowRight}{ArrowDown}");
  expect(document.activeElement).toBe(faces()[perRow + 1]);
  await userEvent.keyboard("{ArrowLeft}{ArrowUp}{ArrowUp}{ArrowLeft}");
  expect(document.activeElement).toBe(faces()[0]);
  await userEvent.keyboard("{End}{ArrowRight}");
  expect(document.activeElement).toBe(faces().at(-1));
  await userEvent.keyboard("{Home}{Enter}");
  expect(picked).toHaveBeenCalledWith("😀");
});

test("Tab comes back to the emoji that one left", async () => {
  faces()[3]?.focus();
  await userEvent.tab();
  await userEvent.tab({ shift: true });
  expect(document.activeElement).toBe(faces()[3]);
});
