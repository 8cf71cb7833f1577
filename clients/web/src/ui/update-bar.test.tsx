// @vitest-environment jsdom
import { act, cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";

import { cell } from "./testing/cell.ts";
import { UpdateBar, UpdateProvider } from "./update-bar.tsx";

afterEach(cleanup);

function show() {
  const ready = cell(false);
  const apply = vi.fn();
  const current = (): boolean => ready.current() === true;
  render(
    <UpdateProvider value={{ ready: { current, subscribe: (changed) => ready.subscribe(changed) }, apply }}>
      <UpdateBar />
    </UpdateProvider>,
  );
  return { ready, apply };
}

test("a new version is told of, and taken when the person wants it", async () => {
  const { ready, apply } = show();
  expect(screen.getByRole("status").textContent).toBe("");
  act(() => ready.set(true));
  expect(screen.getByRole("status").textContent).toContain("A new version is ready");
  expect(apply).not.toHaveBeenCalled();
  await userEvent.click(screen.getByRole("button", { name: "Reload" }));
  expect(apply).toHaveBeenCalledOnce();
});

test("who wants it later is left in peace", async () => {
  const { ready, apply } = show();
  act(() => ready.set(true));
  await userEvent.click(screen.getByRole("button", { name: "Later" }));
  expect(screen.queryByRole("button")).toBeNull();
  expect(apply).not.toHaveBeenCalled();
});
