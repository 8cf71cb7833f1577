// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";

import type { ConversationView } from "../../client/culver.ts";
import { AsidesProvider } from "../composer/use-aside.tsx";
import { ConversationPage } from "../conversation/conversation-page.tsx";
import { useConversation } from "../hooks/use-culver.tsx";
import { CulverProvider } from "../hooks/use-culver.tsx";
import type { Cell } from "../testing/cell.ts";
import { line } from "../testing/lines.ts";
import { me } from "../testing/people.ts";
import { setUpWindow } from "../testing/setup.ts";
import { chats, standIn, type StandIn } from "../testing/standin.ts";
import { ConversationRow } from "./conversation-row.tsx";

const now = 1_700_000_000_000;
let culver: StandIn;

beforeEach(async () => {
  setUpWindow();
  culver = await standIn({ conversations: 0, now });
});
afterEach(cleanup);

function Row({ id }: { readonly id: string }): ReactNode {
  const chat = useConversation(id);
  if (!chat) throw new Error("there is no such chat");
  const nothing = (): void => undefined;
  return (
    <nav>
      <ConversationRow chat={chat} open={false} now={now} tabIndex={0} onKeyDown={nothing} onFocus={nothing} />
    </nav>
  );
}

/** The row of a chat, and beside it the chats that are gone through. */
function Beside({ id, open }: { readonly id: string; readonly open: string }): ReactNode {
  return (
    <CulverProvider value={culver}>
      <AsidesProvider>
        <Row id={id} />
        <ConversationPage key={open} conversation={open} at={undefined} alone={false} />
      </AsidesProvider>
    </CulverProvider>
  );
}

const row = () => within(screen.getByRole("navigation"));
const attach = (...files: readonly File[]): Promise<void> =>
  userEvent.upload(screen.getByLabelText("Attach files", { selector: "input" }), [...files]);

test("the row of a chat marks files that wait to be sent as a draft, wherever one is, until they are not there", async () => {
  const { rerender } = render(<Beside id={chats.direct} open={chats.direct} />);
  expect(row().queryByText("Draft:")).toBeNull();
  await attach(new File(["x"], "list.txt", { type: "text/plain" }));
  expect(row().getByText("Draft:")).toBeTruthy();
  expect(row().getByText("list.txt")).toBeTruthy();
  await attach(new File(["x"], "more.txt", { type: "text/plain" }));
  expect(row().getByText("2 files")).toBeTruthy();
  rerender(<Beside id={chats.direct} open={chats.notes} />);
  expect(row().getByText("2 files")).toBeTruthy();
  rerender(<Beside id={chats.direct} open={chats.direct} />);
  await userEvent.click(screen.getByRole("button", { name: "Remove list.txt" }));
  await userEvent.click(screen.getByRole("button", { name: "Remove more.txt" }));
  expect(row().queryByText("Draft:")).toBeNull();
});

test("the row of a chat marks what one is about to reply to as a draft, and words before it", async () => {
  render(<Beside id={chats.direct} open={chats.direct} />);
  (await screen.findAllByRole("article", { hidden: true })).at(-1)?.focus();
  await userEvent.keyboard("r");
  expect(row().getByText("Draft:")).toBeTruthy();
  expect(row().getByText(/^Reply to .*Anna Lindqvist/u)).toBeTruthy();
  await userEvent.type(screen.getByRole("textbox"), "Well");
  expect(await row().findByText("Well")).toBeTruthy();
  expect(row().queryByText(/^Reply to/u)).toBeNull();
  await userEvent.type(screen.getByRole("textbox"), "{Enter}");
  await waitFor(() => expect(row().queryByText("Draft:")).toBeNull());
});

test("an edit is no draft", async () => {
  render(<Beside id={chats.notes} open={chats.notes} />);
  await userEvent.type(await screen.findByRole("textbox"), "{ArrowUp}");
  expect(screen.getByText("Editing a message")).toBeTruthy();
  expect(row().queryByText("Draft:")).toBeNull();
});

/** Renders the row of the direct chat alone. */
function showRow(): void {
  render(
    <CulverProvider value={culver}>
      <AsidesProvider>
        <Row id={chats.direct} />
      </AsidesProvider>
    </CulverProvider>,
  );
}

/** Opens the menu of the row and picks what it says. */
function pick(words: string): void {
  fireEvent.contextMenu(screen.getByRole("link"));
  screen.getByText(words).click();
}

test.each([
  ["unmutes a chat that is muted for good", Infinity, "Unmute"],
  ["unmutes a chat that is muted for a while", now + 1000, "Unmute"],
  ["mutes a chat whose mute is over", now - 1000, "Mute"],
  ["mutes a chat that was never muted", undefined, "Mute"],
])("the menu of a row %s", async (_, mutedUntil, words) => {
  await culver.conversations.setMuted(chats.direct, mutedUntil);
  showRow();
  expect(screen.queryByText("muted") !== null).toBe(words === "Unmute");
  pick(words);
  const muted = culver.conversations.list.current()?.find(({ id }) => id === chats.direct)?.mutedUntil;
  expect(muted).toBe(words === "Mute" ? Infinity : undefined);
});

test("the menu of a row marks a chat as unread, and one that is unread as read", async () => {
  showRow();
  expect(screen.getByText("3 unread messages")).toBeTruthy();
  pick("Mark as read");
  await waitFor(() => expect(screen.queryByText(/unread message/u)).toBeNull());
  expect(culver.asked.at(-1)).toMatch(/^markRead /u);
  pick("Mark as unread");
  expect(await screen.findByText("1 unread message")).toBeTruthy();
});

test.each([
  ["a message of one's own", { is: "text", text: "Well" }, 1],
  ["what one has set", { is: "lifetime", seconds: 300 }, 0],
  ["a deleted message of one's own", { is: "deleted" }, 1],
] as const)("the row of a chat tells how far %s got only if one wrote it", (_, body, marks) => {
  const last = line(chats.direct, 99, now, me, body);
  const view = culver.conversations.view(chats.direct) as Cell<ConversationView | null>;
  const was = view.current();
  if (was) view.set({ ...was, last });
  showRow();
  expect(screen.queryAllByText("read")).toHaveLength(marks);
});
