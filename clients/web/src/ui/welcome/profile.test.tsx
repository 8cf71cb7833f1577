// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";

import { CulverProvider } from "../hooks/use-culver.tsx";
import { setUpWindow } from "../testing/setup.ts";
import { standIn, type StandIn } from "../testing/standin.ts";
import { Profile } from "./profile.tsx";

let culver: StandIn;

beforeEach(async () => {
  setUpWindow();
  culver = await standIn({ nothing: true, conversations: 0 });
});
afterEach(cleanup);

test("whoever chooses a handle that can be none is told what one looks like, until they change it", async () => {
  render(
    <CulverProvider value={culver}>
      <Profile />
    </CulverProvider>,
  );
  await userEvent.type(screen.getByLabelText("Name"), "Mara");
  const handle = screen.getByLabelText(/^Handle/u);
  await userEvent.type(handle, "1a{Enter}");
  expect(screen.getByRole("alert").textContent).toBe(
    "A handle has 3 to 30 characters of a–z, 0–9 and _, and begins with a letter.",
  );
  expect(culver.asked).toEqual([]);
  await userEvent.clear(handle);
  expect(screen.queryByRole("alert")).toBeNull();
  await userEvent.type(handle, "mara_1{Enter}");
  expect(culver.asked).toEqual(["setHandle mara_1", "setProfile"]);
});
