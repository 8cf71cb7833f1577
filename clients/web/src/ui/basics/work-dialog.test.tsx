// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Failure } from "../../client/culver.ts";
import { setUpWindow } from "../testing/setup.ts";
import { WorkDialog } from "./work-dialog.tsx";

beforeEach(setUpWindow);
afterEach(cleanup);

function show(work: () => Promise<unknown>, ready = true): { readonly onClose: () => void } {
  const onClose = vi.fn();
  render(
    <WorkDialog title="Rename" action="Save" ready={ready} work={work} onClose={onClose}>
      {(error) => <p>{error ?? "fine"}</p>}
    </WorkDialog>,
  );
  return { onClose };
}

test("a dialog closes when its work is done", async () => {
  const { onClose } = show(() => Promise.resolve());
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
});

test("a dialog stays open with the reason when its work failed", async () => {
  const { onClose } = show(() => Promise.reject(new Failure("unreachable")));
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  await waitFor(() => expect(screen.queryByText("fine")).toBeNull());
  expect(onClose).not.toHaveBeenCalled();
});

test("a dialog with nothing to do does nothing", async () => {
  const work = vi.fn(() => Promise.resolve());
  show(work, false);
  await userEvent.click(screen.getByRole("button", { name: "Save" }));
  expect(work).not.toHaveBeenCalled();
});
