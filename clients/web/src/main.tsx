import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { openCulver } from "./client/browser.ts";
import { browserClock } from "./transport/clock.ts";
import { App } from "./ui/app.tsx";
import { fileWork } from "./worker/file-work.ts";
import { pageNotices } from "./worker/page.ts";
import { registerWorker } from "./worker/register.ts";
import { FILE_WORKER, ownScript } from "./worker/scripts.ts";
import { watchUpdate } from "./worker/update.ts";

const place = document.getElementById("app");
if (place === null) throw new Error("index.html has no place for the app");
const update = watchUpdate({
  workers: "serviceWorker" in navigator ? navigator.serviceWorker : undefined,
  page: document,
  now: Date.now,
  reload: () => window.location.reload(),
});
const files = fileWork(() => new Worker(ownScript(FILE_WORKER), { type: "module" }), browserClock);
createRoot(place).render(
  <StrictMode>
    <App culver={openCulver({ notices: pageNotices(), fileWork: files })} update={update} />
  </StrictMode>,
);
registerWorker();
