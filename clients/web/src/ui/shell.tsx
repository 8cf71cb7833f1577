import { lazy, Suspense, useEffect, useEffectEvent, useState, type ReactNode } from "react";

import { ErrorBoundary } from "./basics/error-boundary.tsx";
import { Empty, Skeleton } from "./basics/empty.tsx";
import { AsidesProvider } from "./composer/use-aside.tsx";
import { ConnectionBar } from "./connection-bar.tsx";
import { ConversationPage } from "./conversation/conversation-page.tsx";
import { useCulver } from "./hooks/use-culver.tsx";
import { usePanes } from "./hooks/use-now.ts";
import { goTo, leave } from "./hooks/use-route.ts";
import { ListPane } from "./list/list-pane.tsx";
import { hrefOf, type Route } from "./logic/routes.ts";
import { isTyping, shortcutOf } from "./logic/shortcuts.ts";
import "./shell.css";
import { useText } from "./text/use-text.tsx";
import { UnreadTitle } from "./unread-title.tsx";
import { UpdateBar } from "./update-bar.tsx";

const InfoPage = lazy(() => import("./info/info-page.tsx").then((module) => ({ default: module.InfoPage })));
const NewChatPage = lazy(() => import("./begin/new-chat-page.tsx").then((module) => ({ default: module.NewChatPage })));
const NewGroupPage = lazy(() =>
  import("./begin/new-group-page.tsx").then((module) => ({ default: module.NewGroupPage })),
);
const WithPage = lazy(() => import("./begin/with-page.tsx").then((module) => ({ default: module.WithPage })));
const MePage = lazy(() => import("./begin/me-page.tsx").then((module) => ({ default: module.MePage })));
const SettingsPages = lazy(() =>
  import("./settings/settings-pages.tsx").then((module) => ({ default: module.SettingsPages })),
);
const ShortcutsDialog = lazy(() =>
  import("./shortcuts-dialog.tsx").then((module) => ({ default: module.ShortcutsDialog })),
);

/** The pages of somebody who is signed in: the list beside what is open, or one of them where there is little room. */
export function Shell({ route }: { readonly route: Route }): ReactNode {
  const panes = usePanes();
  const text = useText();
  const [help, setHelp] = useState(false);
  const inList = route.is === "list" || route.is === "archive";
  useShortcuts(route, () => setHelp(true));
  const list = (
    <ListPane
      archived={route.is === "archive"}
      open={route.is === "chat" || route.is === "info" ? route.conversation : undefined}
      alone={panes === 1}
      onHelp={() => setHelp(true)}
    />
  );
  return (
    <AsidesProvider>
      <div className="shell">
        <UnreadTitle />
        <ConnectionBar />
        <UpdateBar />
        <div className="shell-panes">
          {panes === 1 ? (
            inList ? (
              <main className="pane">{list}</main>
            ) : (
              <Opened route={route} panes={panes} />
            )
          ) : (
            <>
              <nav className="pane pane-list" aria-label={text.list.title}>
                {list}
              </nav>
              <Opened route={route} panes={panes} />
            </>
          )}
        </div>
        {help && (
          <Suspense>
            <ShortcutsDialog onClose={() => setHelp(false)} />
          </Suspense>
        )}
      </div>
    </AsidesProvider>
  );
}

function Opened({ route, panes }: { readonly route: Route; readonly panes: 1 | 2 | 3 }): ReactNode {
  const text = useText();
  const chat = route.is === "chat" || (route.is === "info" && panes === 3) ? route.conversation : undefined;
  return (
    <>
      <main className="pane pane-open">
        <ErrorBoundary resetBy={hrefOf(route)}>
          <Suspense fallback={<Skeleton rows={5} label={text.common.loading} />}>
            {chat === undefined ? (
              <Page route={route} />
            ) : (
              <ConversationPage
                key={chat}
                conversation={chat}
                at={route.is === "chat" ? route.at : undefined}
                alone={panes === 1}
              />
            )}
          </Suspense>
        </ErrorBoundary>
      </main>
      {route.is === "info" && panes === 3 && (
        <aside className="pane pane-info" aria-label={text.info.title}>
          <Suspense fallback={<Skeleton rows={4} label={text.common.loading} />}>
            <InfoPage key={route.conversation} conversation={route.conversation} beside />
          </Suspense>
        </aside>
      )}
    </>
  );
}

function Page({ route }: { readonly route: Route }): ReactNode {
  const text = useText();
  switch (route.is) {
    case "info":
      return <InfoPage key={route.conversation} conversation={route.conversation} />;
    case "new":
      return <NewChatPage />;
    case "new-group":
      return <NewGroupPage />;
    case "with":
      return <WithPage key={route.whom} whom={route.whom} />;
    case "me":
      return <MePage />;
    case "settings":
      return <SettingsPages page={route.page} />;
    default:
      return (
        <div className="shell-nothing">
          <Empty icon="chat" level={1} title={text.list.pickTitle}>
            {text.list.pickHint} {text.list.pickKeys}
          </Empty>
        </div>
      );
  }
}

function useShortcuts(route: Route, help: () => void): void {
  const { conversations } = useCulver();
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || document.querySelector("dialog[open], [role=menu]") !== null) return;
    const shortcut = shortcutOf(event, isTyping(event.target));
    if (shortcut === undefined || (shortcut === "list" && route.is === "list")) return;
    event.preventDefault();
    switch (shortcut) {
      case "help":
        help();
        return;
      case "new":
        goTo({ is: "new" });
        return;
      case "settings":
        goTo({ is: "settings" });
        return;
      case "list":
        leave();
        return;
      case "search":
        focusSearch();
        return;
      case "next":
      case "previous": {
        const ids = (conversations.list.current() ?? []).map(({ id }) => id);
        const at = route.is === "chat" || route.is === "info" ? ids.indexOf(route.conversation) : -1;
        const next = ids[at + (shortcut === "next" ? 1 : -1)];
        if (next !== undefined) goTo({ is: "chat", conversation: next });
      }
    }
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
}

function focusSearch(): void {
  const field = document.querySelector<HTMLElement>("[data-search]");
  if (field !== null) {
    field.focus();
    return;
  }
  goTo({ is: "list" });
  setTimeout(() => document.querySelector<HTMLElement>("[data-search]")?.focus(), 60);
}
