import { createRoot } from "react-dom/client";

import type { Brought } from "../client/push/visit.ts";
import { bring, errand } from "../client/push/visit.ts";
import { loadSettings } from "../session/settings.ts";
import { ButtonLink } from "../ui/basics/button.tsx";
import { Emblem } from "../ui/welcome/emblem.tsx";
import "../ui/style/tokens.css";
import "../ui/style/base.css";
import "../ui/welcome/welcome.css";
import { register } from "./register.ts";
import { wordsFor } from "./words.ts";

/** Registers this browser for pushes and goes back to Culver, whatever comes of it. */
async function run(back: string): Promise<void> {
  const brought = await register(() => loadSettings(fetch)).catch((): Brought => ({ is: "failed", why: "refused" }));
  bring(sessionStorage, brought);
  location.replace(`./${back}`);
}

const back = errand(sessionStorage);
const place = document.getElementById("app");
if (back === undefined || place === null) {
  // Nobody has sent them here: registering is asked for in the settings alone.
  location.replace("./");
} else {
  const words = wordsFor(navigator.languages);
  document.documentElement.lang = words.language;
  createRoot(place).render(
    <main className="welcome">
      <div className="welcome-column">
        <Emblem />
        <div role="status">
          <h1>{words.title}</h1>
        </div>
        <p className="welcome-claim">{words.text}</p>
        <ButtonLink look="plain" href={`./${back}`}>
          {words.back}
        </ButtonLink>
      </div>
    </main>,
  );
  void run(back);
}
