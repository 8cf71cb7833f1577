// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { useState, type ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Failure } from "../../client/culver.ts";
import { CulverProvider, useConversation, useCulver } from "../hooks/use-culver.tsx";
import { useWindow } from "../conversation/use-window.ts";
import { setUpWindow } from "../testing/setup.ts";
import { chats, standIn, type StandIn } from "../testing/standin.ts";
import { Composer } from "./composer.tsx";
import type { ComposerMode } from "./use-aside.tsx";

let culver: StandIn;

beforeEach(async () => {
  setUpWindow();
  culver = await standIn({ conversations: 12, lines: 20 });
  render(
    <CulverProvider value={culver}>
      <Written />
    </CulverProvider>,
  );
});
afterEach(cleanup);

function Written(): ReactNode {
  useCulver();
  const view = useConversation(chats.direct);
  const { window: lines } = useWindow(chats.direct, undefined);
  const [mode, setMode] = useState<ComposerMode>({ is: "plain" });
  const [files, setFiles] = useState<readonly File[]>([]);
  if (!view) return null;
  return (
    <Composer
      view={view}
      title="Anna"
      mode={mode}
      onMode={setMode}
      files={files}
      onFiles={setFiles}
      onSend={() => undefined}
      lines={lines?.lines}
      focusAtOnce
    />
  );
}

const field = (): HTMLElement => screen.getByRole("textbox");

test("Enter sends, and the field is empty and still has the focus", async () => {
  await userEvent.type(field(), "Hello{Enter}");
  expect(culver.asked).toContain("send Hello");
  expect(field()).toHaveProperty("value", "");
  expect(document.activeElement).toBe(field());
});

test("Shift and Enter begin a new line", async () => {
  await userEvent.type(field(), "a{Shift>}{Enter}{/Shift}b");
  expect(field()).toHaveProperty("value", "a\nb");
  expect(culver.asked.some((what) => what.startsWith("send"))).toBe(false);
});

test("spaces alone are not sent", async () => {
  await userEvent.type(field(), "   {Enter}");
  expect(culver.asked.some((what) => what.startsWith("send"))).toBe(false);
});

test("the arrow up edits the last own message, Escape leaves it as it was", async () => {
  await userEvent.type(field(), "Firts{Enter}");
  await userEvent.type(field(), "{ArrowUp}");
  expect(field()).toHaveProperty("value", "Firts");
  await userEvent.type(field(), "{Escape}");
  expect(field()).toHaveProperty("value", "");
  await userEvent.type(field(), "{ArrowUp}");
  await userEvent.clear(field());
  await userEvent.type(field(), "First{Enter}");
  expect(culver.asked).toContain("edit First");
});

test("what was being written is kept when one leaves", async () => {
  await userEvent.type(field(), "Not yet");
  cleanup();
  expect(culver.asked).toContain("setDraft Not yet");
});

test("what is sent stays in the draft until it is stored", async () => {
  const { stored } = held();
  await userEvent.type(field(), "Important{Enter}");
  expect(field()).toHaveProperty("value", "");
  await userEvent.type(field(), "next");
  cleanup();
  expect(culver.asked).toContain("setDraft Important\nnext");
  stored(true);
  await waitFor(() => expect(culver.asked.at(-1)).toBe("setDraft next"));
});

test("what could not be stored comes back with its files and what it replies to, before what was written since", async () => {
  const { stored } = held();
  await userEvent.upload(screen.getByLabelText("Attach files", { selector: "input" }), new File(["x"], "list.txt"));
  await userEvent.type(field(), "Important{Enter}");
  expect(screen.queryByText("list.txt")).toBeNull();
  await userEvent.type(field(), "next");
  stored(false);
  await waitFor(() => expect(field()).toHaveProperty("value", "Important\nnext"));
  expect(screen.getByText("list.txt")).toBeTruthy();
});

test("a correction that could not be stored is open for another try", async () => {
  await userEvent.type(field(), "Firts{Enter}");
  culver.messages.edit = () => Promise.reject(new Failure("storage-full"));
  await userEvent.type(field(), "{ArrowUp}");
  await userEvent.clear(field());
  await userEvent.type(field(), "First{Enter}");
  await waitFor(() => expect(field()).toHaveProperty("value", "First"));
});

/** Sending that is not done before one says so. */
function held(): { readonly stored: (done: boolean) => void } {
  let stored: (done: boolean) => void = () => undefined;
  culver.messages.send = () =>
    new Promise((resolve, reject) => {
      stored = (done) => (done ? resolve() : reject(new Failure("storage-full")));
    });
  return { stored: (done) => stored(done) };
}

test("pasted files are attached and go along", async () => {
  const sent = vi.spyOn(culver.messages, "send");
  const list = new File(["x"], "list.txt");
  const left = fireEvent.paste(field(), { clipboardData: { files: [list], types: ["Files"] } });
  expect(left).toBe(false);
  expect(screen.getByText("list.txt")).toBeTruthy();
  await userEvent.type(field(), "Here{Enter}");
  expect(sent).toHaveBeenCalledWith(chats.direct, { text: "Here", files: [list] });
  expect(screen.queryByText("list.txt")).toBeNull();
});

test("pasted words are left to the field", async () => {
  await userEvent.click(field());
  await userEvent.paste("from elsewhere");
  expect(field()).toHaveProperty("value", "from elsewhere");
});

test("words that are too many for a message are all there, and are sent once they fit", async () => {
  await userEvent.click(field());
  await userEvent.paste("x".repeat(20_002));
  expect(field()).toHaveProperty("value.length", 20_002);
  expect(screen.getByText(/^2 characters too long: a message holds 20,000\./u)).toBeTruthy();
  expect(field().getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByRole("button", { name: "Send" })).toHaveProperty("disabled", true);
  await userEvent.keyboard("{Enter}");
  expect(culver.asked.some((what) => what.startsWith("send"))).toBe(false);
  await userEvent.keyboard("{Backspace}{Backspace}");
  expect(screen.queryByText(/too long/u)).toBeNull();
  await userEvent.keyboard("{Enter}");
  expect(culver.asked).toContain(`send ${"x".repeat(20_000)}`);
});

const emojiButton = (): HTMLElement => screen.getByRole("button", { name: "Insert an emoji" });

test("an emoji is put in at the caret by keys alone, and writing goes on behind it", async () => {
  await userEvent.type(field(), "Good morning!");
  (field() as HTMLTextAreaElement).setSelectionRange(4, 4);
  await userEvent.tab({ shift: true });
  expect(document.activeElement).toBe(emojiButton());
  await userEvent.keyboard("{Enter}");
  const dialog = await screen.findByRole("dialog", { name: "Choose an emoji" });
  within(dialog).getByRole("button", { name: "🌞" }).focus();
  await userEvent.keyboard("{Enter}");
  await waitFor(() => expect(document.activeElement).toBe(field()));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(field()).toHaveProperty("value", "Good🌞 morning!");
  await userEvent.keyboard("🙂");
  expect(field()).toHaveProperty("value", "Good🌞🙂 morning!");
  expect(culver.asked.some((what) => what.startsWith("send"))).toBe(false);
});

test("an emoji takes the place of what is marked, and one that is typed in the picker is put in and not sent", async () => {
  await userEvent.type(field(), "one two");
  (field() as HTMLTextAreaElement).setSelectionRange(0, 3);
  await userEvent.click(emojiButton());
  const dialog = await screen.findByRole("dialog");
  await userEvent.type(within(dialog).getByRole("textbox"), "🦆{Enter}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(field()).toHaveProperty("value", "🦆 two");
  expect(culver.asked.some((what) => what.startsWith("send"))).toBe(false);
});

test("an emoji goes into a message that is edited", async () => {
  await userEvent.type(field(), "Hello{Enter}");
  await userEvent.type(field(), "{ArrowUp}");
  await userEvent.click(emojiButton());
  await userEvent.click(await screen.findByRole("button", { name: "🎉" }));
  await userEvent.type(field(), "{Enter}");
  expect(culver.asked).toContain("edit Hello🎉");
});

test("closing the picker puts nothing in and gives the focus back", async () => {
  await userEvent.type(field(), "Hello");
  await userEvent.click(emojiButton());
  await userEvent.click(await screen.findByRole("button", { name: "Close" }));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(document.activeElement).toBe(emojiButton());
  expect(field()).toHaveProperty("value", "Hello");
});
