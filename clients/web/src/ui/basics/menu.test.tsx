// @vitest-environment jsdom
import { cleanup, render, screen } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";

import { Menu, MenuButton } from "./menu.tsx";

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

test("Tab goes round between the head of a menu and its items, and Escape closes from both", async () => {
  const onClose = vi.fn();
  const items = [
    { label: "Reply", act: () => undefined },
    { label: "Edit", act: () => undefined },
  ];
  const head = (
    <div role="group">
      <button type="button">👍</button>
      <button type="button">More</button>
    </div>
  );
  render(<Menu label="Menu" items={items} anchor={document.body} head={head} onClose={onClose} />);
  const at = (): string => document.activeElement?.textContent ?? "";
  expect(at()).toBe("Reply");
  await userEvent.keyboard("{ArrowDown}");
  await userEvent.tab();
  expect(at()).toBe("👍");
  await userEvent.tab();
  await userEvent.tab();
  expect(at()).toBe("Reply");
  await userEvent.tab({ shift: true });
  expect(at()).toBe("More");
  await userEvent.keyboard("{Escape}");
  expect(onClose).toHaveBeenCalledOnce();
});

test("a menu of nothing but a head has the focus in it", () => {
  render(
    <Menu
      label="Menu"
      items={[]}
      anchor={document.body}
      head={<button type="button">👍</button>}
      onClose={() => undefined}
    />,
  );
  expect(document.activeElement?.textContent).toBe("👍");
});
