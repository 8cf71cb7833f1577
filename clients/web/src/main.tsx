import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

const place = document.getElementById("app");
if (place === null) throw new Error("index.html has no place for the app");
createRoot(place).render(
  <StrictMode>
    <h1>Culver</h1>
  </StrictMode>,
);
