import type { NotificationData } from "../client/notices/port.ts";
import type { Shown } from "./news.ts";

/** What a notification was shown with: one of an older version may have nothing. */
export const dataOf = (one: Notification): NotificationData => (one.data ?? {}) as NotificationData;

/** Shows a notification, by the registration of the service worker: pages on Android cannot make one themselves. */
export const showOn = (
  registration: ServiceWorkerRegistration,
  { title, body, tag, silent, conversation }: Shown,
): Promise<void> =>
  registration.showNotification(title, {
    body,
    tag,
    silent,
    icon: "./icon-192.png",
    badge: "./badge.png",
    data: (conversation === undefined ? {} : { conversation }) satisfies NotificationData,
    // One that takes the place of another rings, too. TypeScript does not know it: https://notifications.spec.whatwg.org
    ...{ renotify: !silent },
  });
