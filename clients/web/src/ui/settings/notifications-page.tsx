import { useState, type ReactNode } from "react";

import { Switch } from "../basics/switch.tsx";
import { useToast } from "../basics/toast.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { Page } from "../page.tsx";
import { useText } from "../text/use-text.tsx";
import { usePreferences } from "./use-preferences.ts";

/** When and how Culver calls. */
export function NotificationsPage(): ReactNode {
  const text = useText().settings;
  const toast = useToast();
  const attempt = useAttempt();
  const client = useCulver();
  const [preferences, set] = usePreferences();
  const [push, setPush] = useState(false);
  const notify = async (on: boolean): Promise<void> => {
    if (on && (!("Notification" in window) || (await Notification.requestPermission()) !== "granted")) {
      toast({ text: text.denied, tone: "danger" });
      return;
    }
    set({ notifications: on });
  };
  const wake = (on: boolean): void => {
    const asked = client.preferences.setPush(on).then((answer) => {
      setPush(answer === "on");
      if (answer === "denied") toast({ text: text.denied, tone: "danger" });
      if (answer === "unavailable") toast({ text: text.pushUnavailable, tone: "danger" });
    });
    void attempt(asked);
  };
  return (
    <Page title={text.notifications} back={{ is: "settings" }}>
      {preferences && (
        <div className="card">
          <Switch
            label={text.notify}
            hint={text.notifyHint}
            checked={preferences.notifications}
            onChange={(on) => void notify(on)}
          />
          <Switch label={text.push} hint={text.pushHint} checked={push} onChange={wake} />
          <Switch
            label={text.previews}
            hint={text.previewsHint}
            checked={preferences.previews}
            disabled={!preferences.notifications}
            onChange={(previews) => set({ previews })}
          />
          <Switch
            label={text.sounds}
            hint={text.soundsHint}
            checked={preferences.sounds}
            onChange={(sounds) => set({ sounds })}
          />
        </div>
      )}
    </Page>
  );
}
