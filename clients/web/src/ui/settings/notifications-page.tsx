import type { ReactNode } from "react";

import { Switch } from "../basics/switch.tsx";
import { useToast } from "../basics/toast.tsx";
import { useCulver } from "../hooks/use-culver.tsx";
import { useLive } from "../hooks/use-live.ts";
import { Page } from "../page.tsx";
import { useText } from "../text/use-text.tsx";
import { PushRow } from "./push-row.tsx";
import { usePreferences } from "./use-preferences.ts";

/** When and how Culver calls. */
export function NotificationsPage(): ReactNode {
  const text = useText().settings;
  const toast = useToast();
  const push = useLive(useCulver().preferences.push);
  const [preferences, set] = usePreferences();
  const notify = async (on: boolean): Promise<void> => {
    if (on && (!("Notification" in window) || (await Notification.requestPermission()) !== "granted")) {
      toast({ text: text.denied, tone: "danger" });
      return;
    }
    set({ notifications: on });
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
          <PushRow />
          <Switch
            label={text.previews}
            hint={text.previewsHint}
            checked={preferences.previews}
            disabled={!preferences.notifications && push?.is !== "on"}
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
