// @vitest-environment jsdom
import { cleanup, createEvent, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";

import type { Standing } from "../client/culver.ts";
import { App } from "./app.tsx";
import { hrefOf } from "./logic/routes.ts";
import { setUpWidth, setUpWindow } from "./testing/setup.ts";
import { chats, standIn } from "./testing/standin.ts";

beforeEach(() => setUpWindow());
afterEach(() => {
  cleanup();
  window.location.replace("#/");
});

async function open(hash: string, standing?: Standing): Promise<void> {
  window.location.replace(hash);
  render(<App culver={await standIn({ conversations: 12, lines: 20, ...(standing && { standing }) })} />);
}

const dragged = (types: readonly string[], files: readonly File[] = []): { readonly dataTransfer: object } => ({
  dataTransfer: { types, files, dropEffect: "copy" },
});

/** Whether the browser would do what it does with what is dropped by itself, such as to open it. */
function leftToBrowser(kind: "dragOver" | "drop", on: Element, what: ReturnType<typeof dragged>): boolean {
  const event = createEvent[kind](on, what);
  fireEvent(on, event);
  return !event.defaultPrevented;
}

test("a file that is dropped beside a chat is not opened in place of the page, and goes nowhere", async () => {
  await open(hrefOf({ is: "chat", conversation: chats.direct }));
  const files = dragged(["Files"], [new File(["x"], "list.txt")]);
  const list = await screen.findByRole("navigation");
  expect(leftToBrowser("dragOver", list, files)).toBe(false);
  expect(files.dataTransfer).toHaveProperty("dropEffect", "none");
  expect(leftToBrowser("drop", list, files)).toBe(false);
  expect(screen.queryByText("list.txt")).toBeNull();
});

test("a file that is dropped before one has signed in is not opened in place of the page", async () => {
  await open("#/", { is: "new" });
  expect(leftToBrowser("drop", document.body, dragged(["Files"]))).toBe(false);
});

test("a file that is dropped on a chat is attached", async () => {
  await open(hrefOf({ is: "chat", conversation: chats.direct }));
  const field = await screen.findByRole("textbox", { name: /^Write a message/u });
  const files = dragged(["Files"], [new File(["x"], "list.txt")]);
  expect(leftToBrowser("dragOver", field, files)).toBe(false);
  expect(files.dataTransfer).toHaveProperty("dropEffect", "copy");
  expect(leftToBrowser("drop", field, files)).toBe(false);
  await waitFor(() => expect(within(screen.getByRole("main")).getByText("list.txt")).toBeTruthy());
});

test("words that are dropped are left to the browser, which puts them into fields", async () => {
  await open(hrefOf({ is: "chat", conversation: chats.direct }));
  const field = await screen.findByRole("textbox", { name: /^Write a message/u });
  expect(leftToBrowser("drop", field, dragged(["text/plain"]))).toBe(true);
});

test.each([
  ["a link to somebody that one came with before signing in", "#/with/%40anna", "#/with/%40anna"],
  ["the list, if one came with none", "#/", "#/"],
])("signing in leads to %s", async (_, came, arrived) => {
  await open(came, { is: "new" });
  await screen.findByRole("link", { name: /sign in/iu });
  cleanup();
  sessionStorage.setItem("culver-id-token", "token");
  await open("#/welcome");
  await waitFor(() => expect(window.location.hash).toBe(arrived));
});

test.each(["#/settings", "https://evil.example/", "javascript:alert(1)"])(
  "a place that no link to somebody has left is not gone to after signing in: %s",
  async (left) => {
    sessionStorage.setItem("culver-goal", left);
    sessionStorage.setItem("culver-id-token", "token");
    await open("#/welcome");
    await waitFor(() => expect(window.location.hash).toBe("#/"));
  },
);

test.each([1, 2, 3] as const)(
  "Escape closes what there is to know about a chat alone, then the chat: %s panes",
  async (count) => {
    setUpWidth({ 1: 400, 2: 1000, 3: 1400 }[count]);
    await open(hrefOf({ is: "info", conversation: chats.direct }));
    await screen.findByRole("heading", { name: "About this chat" });
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByRole("heading", { name: "About this chat" })).toBeNull());
    expect(window.location.hash).toBe(hrefOf({ is: "chat", conversation: chats.direct }));
    await screen.findByRole("textbox", { name: /^Write a message/u });
    await userEvent.keyboard("{Escape}");
    expect(window.location.hash).toBe("#/");
  },
);

test("Escape leaves no chat in which somebody has begun to write", async () => {
  await open(hrefOf({ is: "chat", conversation: chats.direct }));
  await userEvent.type(await screen.findByRole("textbox", { name: /^Write a message/u }), "Well{Escape}");
  expect(window.location.hash).toBe(hrefOf({ is: "chat", conversation: chats.direct }));
});
