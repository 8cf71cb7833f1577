// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import type { ReactNode } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { ConversationView } from "../../client/culver.ts";
import { CulverProvider } from "../hooks/use-culver.tsx";
import { useRoute } from "../hooks/use-route.ts";
import { hrefOf } from "../logic/routes.ts";
import type { Cell } from "../testing/cell.ts";
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
  return <ConversationPage conversation={route.conversation} at={route.at} alone={false} />;
}

function open(conversation: string, at?: string): void {
  window.location.replace(hrefOf({ is: "chat", conversation, ...(at === undefined ? {} : { at }) }));
  render(
    <CulverProvider value={culver}>
      <Page />
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
