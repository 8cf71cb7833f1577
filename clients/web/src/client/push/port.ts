import { setErrand, takeBrought, type Brought } from "./visit.ts";

/** What of pushes a browser does for a page; of a test, what stands in for it. */
export interface PushPort {
  supported(): boolean;
  permission(): NotificationPermission;
  /** Asks the person for permission, unless they have decided. */
  ask(): Promise<NotificationPermission>;
  /** Of the present subscription; undefined if there is none. */
  endpoint(): Promise<string | undefined>;
  unsubscribe(): Promise<void>;
  /** Leaves for the page that registers, which returns to where one is now. */
  leave(): void;
  /** Takes out what that page has brought, if one comes from there. */
  brought(): Brought | undefined;
  /** Whether somebody looks at this tab, and there seems to be a network. */
  attended(): boolean;
  /** Hears when the permission may have changed. Answers how to stop. */
  watch(changed: () => void): () => void;
}

const registration = async (): Promise<ServiceWorkerRegistration | undefined> =>
  await navigator.serviceWorker.getRegistration();

export function pushPort(): PushPort {
  // Browsers differ: Safari has pushes only where Culver is installed, private windows often have none.
  const supported = (): boolean =>
    "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;
  const subscription = async () => (await registration())?.pushManager.getSubscription();
  return {
    supported,
    permission: () => Notification.permission,
    ask: () => Notification.requestPermission(),
    endpoint: async () => (supported() ? (await subscription())?.endpoint : undefined),
    async unsubscribe() {
      if (supported()) {
        await (await subscription())?.unsubscribe();
      }
    },
    leave() {
      setErrand(sessionStorage, location.hash);
      location.replace("./push.html");
    },
    brought: () => takeBrought(sessionStorage),
    attended: () => document.visibilityState === "visible" && navigator.onLine,
    watch(changed) {
      document.addEventListener("visibilitychange", changed);
      let status: PermissionStatus | undefined;
      // Where this cannot be asked, coming back from the browser's settings makes the page visible again.
      navigator.permissions.query({ name: "notifications" }).then(
        (told) => {
          status = told;
          status.addEventListener("change", changed);
        },
        () => undefined,
      );
      return () => {
        document.removeEventListener("visibilitychange", changed);
        status?.removeEventListener("change", changed);
      };
    },
  };
}
