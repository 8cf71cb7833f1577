import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { SignInPage } from "./page.tsx";
import { wordsFor } from "./words.ts";

const place = document.getElementById("app");
if (place === null) throw new Error("sign-in.html has no place for the page");
createRoot(place).render(
  <StrictMode>
    <SignInPage words={wordsFor(navigator.languages)} />
  </StrictMode>,
);
