import { expect, test } from "vitest";

import { hrefOf, parseRoute, type Route } from "./routes.ts";

const routes: readonly Route[] = [
  { is: "list" },
  { is: "archive" },
  { is: "chat", conversation: "AAAAAAAAAAAAAAAAAAAAAA" },
  { is: "chat", conversation: "AAAAAAAAAAAAAAAAAAAAAA", at: "a/b?c" },
  { is: "info", conversation: "AAAAAAAAAAAAAAAAAAAAAA" },
  { is: "new" },
  { is: "new-group" },
  { is: "with", whom: "@anna" },
  { is: "me" },
  { is: "welcome" },
  { is: "settings" },
  { is: "settings", page: "devices" },
];

test.each(routes)("an address leads back to where it came from: $is", (route) => {
  expect(parseRoute(hrefOf(route))).toEqual(route);
});

test.each(["", "#", "#/", "#/nowhere", "#/c", "#/c/", "#/%E0%A4%A"])("%s leads to the list", (hash) => {
  expect(parseRoute(hash)).toEqual({ is: "list" });
});

test("an unknown page of the settings leads to all of them", () => {
  expect(parseRoute("#/settings/secret")).toEqual({ is: "settings" });
});

test.each([
  "#/c/%2e%2e%2fsettings",
  "#/c/<script>alert(1)</script>?at=<img src=x>",
  "#/c/javascript:alert(1)",
  "#//evil.example/c/x",
  `#/c/${"x".repeat(300)}`,
  "#/c/a/b/c/d/e?at=1&at=2&&==",
  "#/with/%F0%9F%99%82",
  "#/with/%00%0A",
  "#/%/%/%",
  "#/c/\ud800",
  "#?#?#",
])("whatever an address says, it leads somewhere, and what is made of it leads there again: %s", (hash) => {
  const route = parseRoute(hash);
  expect(parseRoute(hrefOf(route))).toEqual(route);
  expect(hrefOf(route)).toMatch(/^#\/[\w\-/%.!~*'()?=]*$/u);
});
