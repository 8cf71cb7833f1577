import { initializeApp } from "firebase/app";
import { getMessaging, isSupported, onRegistered, register as registerWith } from "firebase/messaging";

import type { Settings } from "../session/settings.ts";

/**
 * The one place that speaks to Firebase Cloud Messaging: subscribes the browser, and answers the installation id by which
 * the server wakes it. Firebase's handlers of messages are not used; Culver's service worker has its own.
 */
export async function register(
  { project, apiKey, webPush }: Settings["firebase"],
  worker: ServiceWorkerRegistration,
): Promise<string> {
  if (!(await isSupported())) {
    throw new DOMException("there is no web push", "NotSupportedError");
  }
  // The sender is the project's number, which is the second part of its apps' ids.
  const [, messagingSenderId = ""] = webPush?.appId.split(":") ?? [];
  const app = initializeApp({ projectId: project, apiKey, appId: webPush?.appId ?? "", messagingSenderId });
  const messaging = getMessaging(app);
  const token = new Promise<string>((resolve) => onRegistered(messaging, resolve));
  await registerWith(messaging, { vapidKey: webPush?.key ?? "", serviceWorkerRegistration: worker });
  return await token;
}
