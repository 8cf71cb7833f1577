import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { openCulver } from "./client/browser.ts";
import { App } from "./ui/app.tsx";
import { registerWorker } from "./worker/register.ts";

const place = document.getElementById("app");
if (place === null) throw new Error("index.html has no place for the app");
createRoot(place).render(
  <StrictMode>
    <App culver={openCulver()} />
  </StrictMode>,
);
registerWorker();
