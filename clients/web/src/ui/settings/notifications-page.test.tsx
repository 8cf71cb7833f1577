// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { ToastProvider } from "../basics/toast.tsx";
import { CulverProvider } from "../hooks/use-culver.tsx";
import { setUpWindow } from "../testing/setup.ts";
import { standIn } from "../testing/standin.ts";
import { NotificationsPage } from "./notifications-page.tsx";

let asked: number;
let notification: { permission: NotificationPermission; requestPermission: () => Promise<NotificationPermission> };

beforeEach(() => {
  setUpWindow();
  asked = 0;
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, "serviceWorker");
});

/** The page in a browser with this permission, whose person answers so. */
async function shows(permission: NotificationPermission, answer: NotificationPermission, notifications: boolean) {
  notification = {
    permission,
    requestPermission: () => {
      asked++;
      notification.permission = answer;
      return Promise.resolve(answer);
    },
  };
  vi.stubGlobal("Notification", notification);
  Object.defineProperty(navigator, "serviceWorker", { value: {}, configurable: true });
  return await renders(notifications);
}

async function renders(notifications: boolean) {
  const culver = await standIn({ conversations: 6, preferences: { notifications } });
  render(
    <CulverProvider value={culver}>
      <ToastProvider>
        <NotificationsPage />
      </ToastProvider>
    </CulverProvider>,
  );
  return culver;
}

const row = (): HTMLInputElement => screen.getByRole("switch", { name: "Notifications in this browser" });
const described = (): string =>
  document.getElementById(row().getAttribute("aria-describedby") ?? "")?.textContent ?? "";

test("permission is asked for by a press alone, and on it is then", async () => {
  const culver = await shows("default", "granted", false);
  expect(asked).toBe(0);
  expect(row().checked).toBe(false);
  await userEvent.click(row());
  expect(asked).toBe(1);
  expect(row().checked).toBe(true);
  expect(culver.preferences.current.current()?.notifications).toBe(true);
  await userEvent.click(row());
  expect(row().checked).toBe(false);
  expect(asked).toBe(1);
});

test("what the browser blocks is off whatever was preferred, and says what to do", async () => {
  await shows("denied", "denied", true);
  expect(row().checked).toBe(false);
  expect(described()).toContain("Allow them in its settings");
  await userEvent.click(row());
  expect(row().checked).toBe(false);
  expect(await screen.findByText(/does not allow notifications for this page/u)).toBeDefined();
});

test("a question that was not answered leaves it off, and is told as such", async () => {
  await shows("default", "default", false);
  await userEvent.click(row());
  expect(row().checked).toBe(false);
  expect(await screen.findByText(/Nothing was decided/u)).toBeDefined();
});

test("what is changed in the browser's settings is seen on coming back", async () => {
  await shows("granted", "granted", true);
  expect(row().checked).toBe(true);
  notification.permission = "denied";
  document.dispatchEvent(new Event("visibilitychange"));
  await waitFor(() => expect(row().checked).toBe(false));
});

test("a browser without notifications says so", async () => {
  await shows("granted", "granted", true);
  cleanup();
  Reflect.deleteProperty(window, "Notification");
  await renders(true);
  expect(row().disabled).toBe(true);
  expect(row().checked).toBe(false);
  expect(described()).toContain("shows no notifications");
});
