// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";

import { CulverProvider } from "../hooks/use-culver.tsx";
import { identifier } from "../testing/people.ts";
import { setUpWindow } from "../testing/setup.ts";
import { standIn } from "../testing/standin.ts";
import { WithPage } from "./with-page.tsx";

beforeEach(() => setUpWindow());
afterEach(cleanup);

test.each([
  ["with a name is called by it, and the handle stands below", "Alice", ["Write to Alice?", "@alice"]],
  ["without a name is called by the handle, once", "@alice", ["Write to @alice?"]],
])("somebody %s", async (_, name, told) => {
  const culver = await standIn({ conversations: 0 });
  const account = identifier("p", 48);
  culver.people.find = () =>
    Promise.resolve({ account, name, handle: "alice", self: false, blocked: false, verification: "unverified" });
  render(
    <CulverProvider value={culver}>
      <WithPage whom="@alice" />
    </CulverProvider>,
  );
  await screen.findByRole("heading", { level: 2 });
  const words = screen.getAllByText(/alice/iu).map((one) => one.textContent.replace(/[\u2068\u2069]/gu, ""));
  expect(words).toEqual(told);
});
