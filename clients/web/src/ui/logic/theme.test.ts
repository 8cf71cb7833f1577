// @vitest-environment jsdom
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

import { colour } from "./theme.ts";

test("a preferred theme colours what is around the page, too, and the system's comes back", () => {
  const page = readFileSync("index.html", "utf8");
  const document = new DOMParser().parseFromString(page, "text/html");
  const metas = [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')];
  const before = metas.map((meta) => meta.getAttribute("media"));
  const valid = (): (string | undefined)[] =>
    metas.flatMap((meta) => (meta.getAttribute("media") === "all" ? [meta.content] : []));
  colour(document, "dark");
  expect([document.documentElement.dataset["theme"], ...valid()]).toEqual(["dark", "#1a1917"]);
  colour(document, "light");
  expect([document.documentElement.dataset["theme"], ...valid()]).toEqual(["light", "#fbfaf8"]);
  colour(document, "system");
  expect(document.documentElement.dataset["theme"]).toBeUndefined();
  expect(metas.map((meta) => meta.getAttribute("media"))).toEqual(before);
});
