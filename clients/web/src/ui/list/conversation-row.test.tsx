// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";

import { CulverProvider } from "../hooks/use-culver.tsx";
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

test.each([
  ["unmutes a chat that is muted for good", Infinity, "Unmute"],
  ["unmutes a chat that is muted for a while", now + 1000, "Unmute"],
  ["mutes a chat whose mute is over", now - 1000, "Mute"],
  ["mutes a chat that was never muted", undefined, "Mute"],
])("the menu of a row %s", async (_, mutedUntil, words) => {
  await culver.conversations.setMuted(chats.direct, mutedUntil);
  const chat = culver.conversations.list.current()?.find(({ id }) => id === chats.direct);
  if (chat === undefined) throw new Error("there is no such chat");
  render(
    <CulverProvider value={culver}>
      <ConversationRow
        chat={chat}
        open={false}
        now={now}
        tabIndex={0}
        onKeyDown={() => undefined}
        onFocus={() => undefined}
      />
    </CulverProvider>,
  );
  expect(screen.queryByText("muted") !== null).toBe(words === "Unmute");
  fireEvent.contextMenu(screen.getByRole("link"));
  screen.getByText(words).click();
  const muted = culver.conversations.list.current()?.find(({ id }) => id === chats.direct)?.mutedUntil;
  expect(muted).toBe(words === "Mute" ? Infinity : undefined);
});
