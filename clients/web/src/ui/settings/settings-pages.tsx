import type { ReactNode } from "react";

import { Avatar } from "../basics/avatar.tsx";
import { Icon, type IconName } from "../basics/icon.tsx";
import { useCulver } from "../hooks/use-culver.tsx";
import { useLive } from "../hooks/use-live.ts";
import { hrefOf, type SettingsPage } from "../logic/routes.ts";
import { Page } from "../page.tsx";
import { useText } from "../text/use-text.tsx";
import { AccountPage } from "./account-page.tsx";
import { AppearancePage } from "./appearance-page.tsx";
import { BlockedPage } from "./blocked-page.tsx";
import { DevicesPage } from "./devices-page.tsx";
import { NotificationsPage } from "./notifications-page.tsx";
import { PrivacyPage } from "./privacy-page.tsx";
import "./settings.css";

/** The settings: all of them, or one page. */
export function SettingsPages({ page }: { readonly page: SettingsPage | undefined }): ReactNode {
  switch (page) {
    case undefined:
      return <Overview />;
    case "account":
      return <AccountPage />;
    case "devices":
      return <DevicesPage />;
    case "privacy":
      return <PrivacyPage />;
    case "notifications":
      return <NotificationsPage />;
    case "appearance":
      return <AppearancePage />;
    case "blocked":
      return <BlockedPage />;
  }
}

function Overview(): ReactNode {
  const text = useText();
  const own = useLive(useCulver().account.own);
  const pages: readonly (readonly [SettingsPage, IconName, string, string])[] = [
    ["devices", "device", text.settings.devices, text.settings.devicesHint],
    ["privacy", "lock", text.settings.privacy, text.settings.privacyHint],
    ["notifications", "bell", text.settings.notifications, text.settings.notificationsHint],
    ["appearance", "palette", text.settings.appearance, text.settings.appearanceHint],
    ["blocked", "block", text.settings.blocked, text.settings.blockedHint],
  ];
  return (
    <Page title={text.settings.title} back={{ is: "list" }}>
      <div className="card">
        <a className="card-row" href={hrefOf({ is: "settings", page: "account" })}>
          <Avatar of={own?.account ?? ""} name={own?.name} picture={own?.picture} size={48} />
          <span className="card-words">
            <bdi className="one-line settings-name">{own?.name ?? text.settings.account}</bdi>
            <small>{text.settings.accountHint}</small>
          </span>
          <Icon name="forward" size={18} />
        </a>
      </div>
      <div className="card">
        {pages.map(([page, icon, title, hint]) => (
          <a key={page} className="card-row" href={hrefOf({ is: "settings", page })}>
            <Icon name={icon} />
            <span className="card-words">
              {title}
              <small>{hint}</small>
            </span>
            <Icon name="forward" size={18} />
          </a>
        ))}
      </div>
    </Page>
  );
}
