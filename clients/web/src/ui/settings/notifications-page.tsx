import type { ReactNode } from "react";

import { Switch } from "../basics/switch.tsx";
import { useToast } from "../basics/toast.tsx";
import { useCulver } from "../hooks/use-culver.tsx";
import { useLive } from "../hooks/use-live.ts";
import { usePermission } from "../hooks/use-permission.ts";
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
  const permission = usePermission();
  const notify = async (on: boolean): Promise<void> => {
    // Nothing else asks: only who presses this wants to be asked.
    const answer = on ? await Notification.requestPermission() : "granted";
    if (answer === "granted") set({ notifications: on });
    else toast({ text: answer === "denied" ? text.denied : text.notifyUndecided, tone: "danger" });
  };
  const on = preferences?.notifications === true && permission === "granted";
  return (
    <Page title={text.notifications} back={{ is: "settings" }}>
      {preferences && (
        <div className="card">
          <Switch
            label={text.notify}
            hint={
              permission === "unsupported"
                ? text.notifyUnsupported
                : permission === "denied"
                  ? text.pushBlocked
                  : text.notifyHint
            }
            checked={on}
            disabled={permission === "unsupported"}
            onChange={(on) => void notify(on)}
          />
          <PushRow />
          <Switch
            label={text.previews}
            hint={text.previewsHint}
            checked={preferences.previews}
            disabled={!on && push?.is !== "on"}
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
