import { useSyncExternalStore } from "react";

/** Whether the browser lets this page show notifications. */
export type Permission = NotificationPermission | "unsupported";

/** As it is now: it may be changed at any time in the browser's own settings. */
export function usePermission(): Permission {
  return useSyncExternalStore(subscribe, current);
}

/** They are shown by the service worker's registration, which a private window may not have. */
const current = (): Permission =>
  "Notification" in window && "serviceWorker" in navigator ? Notification.permission : "unsupported";

function subscribe(changed: () => void): () => void {
  // Where a change is not told, coming back from the browser's settings makes the page visible again.
  document.addEventListener("visibilitychange", changed);
  let stopped = false;
  let status: PermissionStatus | undefined;
  const watch = async (): Promise<void> => {
    const told = await navigator.permissions.query({ name: "notifications" });
    if (!stopped) {
      status = told;
      status.addEventListener("change", changed);
    }
  };
  watch().catch(() => undefined);
  return () => {
    stopped = true;
    document.removeEventListener("visibilitychange", changed);
    status?.removeEventListener("change", changed);
  };
}
