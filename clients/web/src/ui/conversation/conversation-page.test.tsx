// @vitest-environment jsdom
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Failure, type ConversationView, type Line } from "../../client/culver.ts";
import { AsidesProvider } from "../composer/use-aside.tsx";
import { CulverProvider } from "../hooks/use-culver.tsx";
import { useRoute } from "../hooks/use-route.ts";
// Loaded when it is first opened, which may take its time on a machine that has much to do.
import "../info/safety-dialog.tsx";
import { hrefOf } from "../logic/routes.ts";
import type { Cell } from "../testing/cell.ts";
import { line } from "../testing/lines.ts";
import { identifier, me } from "../testing/people.ts";
import { setUpWindow } from "../testing/setup.ts";
import { chats, standIn, type StandIn } from "../testing/standin.ts";
import { ConversationPage } from "./conversation-page.tsx";

let culver: StandIn;
// Nothing has a size here, so lists are told theirs; where one is scrolled to is kept as it was set.
const height = 5000;

beforeEach(async () => {
  setUpWindow();
  vi.spyOn(HTMLElement.prototype, "scrollHeight", "get").mockReturnValue(height);
  culver = await standIn({ conversations: 0, lines: 400 });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

function Page(): ReactNode {
  const route = useRoute();
  if (route.is !== "chat") return null;
  const { conversation, at } = route;
  return <ConversationPage key={conversation} conversation={conversation} at={at} alone={false} />;
}

function open(conversation: string, at?: string): void {
  window.location.replace(hrefOf({ is: "chat", conversation, ...(at === undefined ? {} : { at }) }));
  render(
    <CulverProvider value={culver}>
      <AsidesProvider>
        <Page />
      </AsidesProvider>
    </CulverProvider>,
  );
}

const send = (words: string): Promise<void> => userEvent.type(screen.getByRole("textbox"), `${words}{Enter}`);
const list = (): HTMLElement => screen.getByRole("region", { name: /^Messages/u });
const keyAt = (index: number): string => culver.cells.lines.get(chats.long)?.current()?.[index]?.key ?? "";

test("what one sends while one reads further up is gone to", async () => {
  open(chats.direct);
  list().scrollTop = 100;
  await send("Hello");
  await waitFor(() => expect(list().scrollTop).toBe(height));
});

test("what one sends while one looks at what was found is gone to", async () => {
  open(chats.long, keyAt(100));
  expect(screen.queryByText("Hello")).toBeNull();
  await send("Hello");
  expect(await screen.findByText("Hello")).toBeTruthy();
  expect(window.location.hash).toBe(hrefOf({ is: "chat", conversation: chats.long }));
});

test.each(["sends", "goes there"])("where much is unread the newest is seen when one %s", async (how) => {
  const view = culver.conversations.view(chats.long) as Cell<ConversationView | null>;
  const now = view.current();
  if (now) view.set({ ...now, unreadFrom: keyAt(100) });
  open(chats.long);
  culver.come(chats.long, now?.members[1]?.person.account ?? "", "The newest");
  expect(screen.queryByText("The newest")).toBeNull();
  if (how === "sends") await send("Hello");
  else await userEvent.click(screen.getByRole("button", { name: /latest/u }));
  expect(await screen.findByText(how === "sends" ? "Hello" : "The newest")).toBeTruthy();
});

const attach = (name: string): Promise<void> =>
  userEvent.upload(screen.getByLabelText("Attach files", { selector: "input" }), new File(["x"], name));

/** Goes to another conversation without leaving the page. */
function go(conversation: string): Promise<void> {
  const before = screen.getByRole("textbox");
  window.location.replace(hrefOf({ is: "chat", conversation }));
  return waitFor(() => expect(before.isConnected).toBe(false));
}

test("attached files and what one replies to are still there when one comes back, and with that chat alone", async () => {
  open(chats.direct);
  await attach("list.txt");
  (await screen.findAllByRole("article", { hidden: true })).at(-1)?.focus();
  await userEvent.keyboard("r");
  expect(screen.getByText("Replying to", { exact: false })).toBeTruthy();
  await go(chats.notes);
  expect(screen.queryByText("list.txt")).toBeNull();
  expect(screen.queryByText("Replying to", { exact: false })).toBeNull();
  await go(chats.direct);
  expect(screen.getByText("list.txt")).toBeTruthy();
  expect(screen.getByText("Replying to", { exact: false })).toBeTruthy();
  await send("Here");
  await go(chats.notes);
  await go(chats.direct);
  expect(screen.queryByText("Replying to", { exact: false })).toBeNull();
});

test("an edit that one leaves is over", async () => {
  open(chats.notes);
  await userEvent.type(screen.getByRole("textbox"), "{ArrowUp}");
  expect(screen.getByText("Editing a message")).toBeTruthy();
  await go(chats.direct);
  await go(chats.notes);
  expect(screen.queryByText("Editing a message")).toBeNull();
});

test("files that could not be stored come back to their chat though one has gone to another", async () => {
  let refuse: () => void = () => undefined;
  culver.messages.send = () =>
    new Promise((_, reject) => {
      refuse = () => reject(new Failure("storage-full"));
    });
  open(chats.direct);
  await attach("list.txt");
  await send("Here");
  await go(chats.notes);
  await attach("other.txt");
  refuse();
  await go(chats.direct);
  expect(await screen.findByText("list.txt")).toBeTruthy();
  expect(screen.queryByText("other.txt")).toBeNull();
});

test("what this device cannot read is told once, with its number, and grows with older ones", () => {
  const lines = culver.cells.lines.get(chats.notes);
  const unread = (number: number): Line =>
    line(chats.notes, number, number, me, { is: "placeholder", why: "not-for-this-device" });
  lines?.set([unread(2), unread(3)]);
  open(chats.notes);
  expect(screen.getByText("2 messages were sent before this device was added.")).toBeTruthy();
  act(() => lines?.set([unread(0), unread(1), ...(lines.current() ?? [])]));
  expect(screen.getByText("4 messages were sent before this device was added.")).toBeTruthy();
  expect(screen.queryByText(/^This message was sent before/u)).toBeNull();
});

const warning = (): HTMLElement | null => screen.queryByText(/^The safety number with .* has changed/u);

/** The chat with somebody whose safety number is not the compared one any more. */
async function openChanged(): Promise<string> {
  const whom = identifier("p", 2);
  open(await culver.conversations.openDirect(whom));
  await waitFor(() => expect(warning()).toBeTruthy());
  return whom;
}

test("a changed safety number is warned of until one compares it anew, which goes back to the head", async () => {
  const whom = await openChanged();
  await userEvent.click(screen.getByRole("button", { name: "Compare" }));
  await userEvent.click(await screen.findByText("Mark as verified"));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(culver.people.person(whom).current()?.verification).toBe("verified");
  expect(warning()).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("heading", { level: 1 }));
});

test("a changed safety number is warned of until one accepts it, which marks nobody as verified", async () => {
  const whom = await openChanged();
  await userEvent.click(screen.getByRole("button", { name: "Accept" }));
  await waitFor(() => expect(warning()).toBeNull());
  expect(culver.people.person(whom).current()?.verification).toBe("unverified");
  expect(document.activeElement).toBe(screen.getByRole("heading", { level: 1 }));
});

test("closing the comparison leaves the warning, and the focus on its button", async () => {
  await openChanged();
  await userEvent.click(screen.getByRole("button", { name: "Compare" }));
  await userEvent.click(await screen.findByRole("button", { name: "Close" }));
  expect(warning()).toBeTruthy();
  expect(document.activeElement).toBe(screen.getByRole("button", { name: "Compare" }));
});

test("where nobody has a device left it is said that nobody reads, and not that somebody reads along", async () => {
  await openChanged();
  const id = decodeURIComponent(window.location.hash.split("/").at(-1) ?? "");
  const view = culver.conversations.view(id) as Cell<ConversationView | null>;
  const was = view.current();
  act(() => {
    if (was) view.set({ ...was, deserted: true });
  });
  expect(screen.getByText(/has no device with Culver any more/u)).toBeTruthy();
  expect(warning()).toBeNull();
  expect(screen.getByRole("textbox")).toBeTruthy();
});

test("in a group, too, a changed safety number is warned of, one member after the other", async () => {
  const [first, second] = [identifier("p", 2), identifier("p", 3)];
  culver.setVerification(second, "changed");
  open(chats.every);
  await waitFor(() => expect(warning()?.textContent).toContain("Charlotte Okafor"));
  await userEvent.click(screen.getByRole("button", { name: "Accept" }));
  await waitFor(() => expect(warning()?.textContent).toContain("مريم الحسن"));
  // Whoever presses once more accepts nobody of whom they have not read.
  expect(document.activeElement).toBe(screen.getByRole("heading", { level: 1 }));
  expect(culver.people.person(first).current()?.verification).toBe("unverified");
  await userEvent.click(screen.getByRole("button", { name: "Compare" }));
  await userEvent.click(await screen.findByText("Mark as verified"));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(warning()).toBeNull();
  expect(culver.people.person(second).current()?.verification).toBe("verified");
  expect(document.activeElement).toBe(screen.getByRole("heading", { level: 1 }));
});

const looks = (): string[] => culver.asked.filter((what) => what.startsWith("look "));

test("whoever opens a chat, comes back to it, or gets the network back looks at it", async () => {
  open(chats.direct);
  expect(looks()).toEqual([`look ${chats.direct}`]);
  await go(chats.notes);
  expect(looks().slice(1)).toEqual([`look ${chats.notes}`]);
  const seen = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
  document.dispatchEvent(new Event("visibilitychange"));
  expect(looks()).toHaveLength(2);
  seen.mockReturnValue("visible");
  document.dispatchEvent(new Event("visibilitychange"));
  expect(looks()).toHaveLength(3);
  act(() => culver.cells.connection.set({ is: "offline" }));
  document.dispatchEvent(new Event("visibilitychange"));
  expect(looks()).toHaveLength(3);
  act(() => culver.cells.connection.set({ is: "live" }));
  expect(looks()).toHaveLength(4);
});

test("nobody is warned of where the safety number is as it was", () => {
  open(chats.direct);
  expect(screen.getByRole("heading", { level: 1 })).toBeTruthy();
  expect(warning()).toBeNull();
});
