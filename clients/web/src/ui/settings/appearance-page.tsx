import type { ReactNode } from "react";

import { Choice } from "../basics/switch.tsx";
import { Page } from "../page.tsx";
import { useText } from "../text/use-text.tsx";
import { usePreferences } from "./use-preferences.ts";

/** Colours and language. */
export function AppearancePage(): ReactNode {
  const text = useText().settings;
  const [preferences, set] = usePreferences();
  return (
    <Page title={text.appearance} back={{ is: "settings" }}>
      {preferences && (
        <div className="card">
          <Choice
            label={text.theme}
            value={preferences.theme}
            options={[
              ["system", text.themeSystem],
              ["light", text.themeLight],
              ["dark", text.themeDark],
            ]}
            onChange={(theme) => set({ theme })}
          />
          <Choice
            label={text.languageLabel}
            value={preferences.language}
            options={[
              ["system", text.languageSystem],
              ["en", "English"],
              ["de", "Deutsch"],
            ]}
            onChange={(language) => set({ language })}
          />
        </div>
      )}
    </Page>
  );
}
