// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";

import { MenuButton } from "./menu.tsx";

afterEach(cleanup);

test("a menu is opened, moved in and closed by the keyboard, and gives the focus back", async () => {
  const act = vi.fn();
  render(
    <MenuButton
      label="Menu"
      items={() => [
        { label: "Pin", act: () => undefined },
        { label: "Mute", act },
      ]}
    />,
  );
  const button = screen.getByRole("button", { name: "Menu" });
  await userEvent.tab();
  await userEvent.keyboard("{Enter}");
  expect(document.activeElement?.textContent).toBe("Pin");
  await userEvent.keyboard("{Escape}");
  expect(screen.queryByRole("menu")).toBeNull();
  expect(document.activeElement).toBe(button);
  await userEvent.keyboard("{Enter}{ArrowDown}{Enter}");
  expect(act).toHaveBeenCalledOnce();
  expect(document.activeElement).toBe(button);
});
