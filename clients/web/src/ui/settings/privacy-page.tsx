import type { ReactNode } from "react";

import { Switch } from "../basics/switch.tsx";
import { Page } from "../page.tsx";
import { useText } from "../text/use-text.tsx";
import { usePreferences } from "./use-preferences.ts";

/** What others are told. */
export function PrivacyPage(): ReactNode {
  const text = useText().settings;
  const [preferences, set] = usePreferences();
  return (
    <Page title={text.privacy} back={{ is: "settings" }}>
      {preferences && (
        <div className="card">
          <Switch
            label={text.readReceipts}
            hint={text.readReceiptsHint}
            checked={preferences.readReceipts}
            onChange={(readReceipts) => set({ readReceipts })}
          />
          <Switch
            label={text.typing}
            hint={text.typingHint}
            checked={preferences.typing}
            onChange={(typing) => set({ typing })}
          />
        </div>
      )}
    </Page>
  );
}
