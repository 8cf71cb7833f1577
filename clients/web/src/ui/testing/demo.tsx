import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import type { Connection, Preferences, Push, Standing } from "../../client/culver.ts";
import { App } from "../app.tsx";
import { me } from "./people.ts";
import { standIn, type Scene } from "./standin.ts";

// For development, tests and pictures alone: the pages over example data. `?theme=dark&language=de&standing=ended&...`
const asked = new URLSearchParams(window.location.search);

const standings: Readonly<Record<string, Standing>> = {
  new: { is: "new" },
  ended: { is: "ended", account: me },
  stuck: { is: "stuck", why: "settings" },
  "keys-lost": { is: "keys-lost" },
};
const connections: Readonly<Record<string, Connection>> = {
  connecting: { is: "connecting" },
  "catching-up": { is: "catching-up", done: 12, total: 48 },
  offline: { is: "offline", retryAt: Date.now() + 30_000 },
  "no-network": { is: "offline" },
  replaced: { is: "replaced" },
};
const pushes: Readonly<Record<string, Push>> = {
  on: { is: "on" },
  blocked: { is: "blocked" },
  failed: { is: "off", failed: "network" },
};
const push = pushes[asked.get("push") ?? ""];
const standing = standings[asked.get("standing") ?? ""];
const connection = connections[asked.get("connection") ?? ""];
const scene: Scene = {
  answers: true,
  loading: asked.has("loading"),
  ...(asked.has("device") ? { newDevices: 1 } : {}),
  ...(asked.has("own-changed") ? { ownChanged: true } : {}),
  ...(standing === undefined ? {} : { standing }),
  ...(push === undefined ? {} : { push }),
  ...(connection === undefined ? {} : { connection }),
  ...(asked.has("empty") ? { conversations: 0, nothing: true } : {}),
  preferences: {
    theme: (asked.get("theme") ?? "system") as Preferences["theme"],
    language: (asked.get("language") ?? "system") as Preferences["language"],
  },
};
document.documentElement.dir = asked.get("dir") ?? "ltr";

const place = document.getElementById("app");
if (place === null) throw new Error("the page has no place for the app");
const culver = await standIn(scene);
// For the browser's tests.
Object.assign(window, { standIn: culver });
createRoot(place).render(
  <StrictMode>
    <App
      culver={culver}
      update={{
        ready: { current: () => asked.has("update"), subscribe: () => () => undefined },
        apply: () => window.location.reload(),
      }}
    />
  </StrictMode>,
);
