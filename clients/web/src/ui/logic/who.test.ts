import { expect, test } from "vitest";

import { isIdentifier, linkTo, parseWho } from "./who.ts";

test("handles are found with and without their sign, in any case", () => {
  expect(parseWho("@Anna_1")).toEqual({ is: "handle", handle: "anna_1" });
  expect(parseWho(" anna ")).toEqual({ is: "handle", handle: "anna" });
  for (const text of ["", "ab", "1anna", "anna!", "x".repeat(31)]) expect(parseWho(text)).toBeUndefined();
});

test("numbers are taken as people write them", () => {
  expect(parseWho("+49 (151) 234-567 89")).toEqual({ is: "number", number: "+4915123456789" });
  expect(parseWho("0049 151 23456789")).toEqual({ is: "number", number: "+4915123456789" });
  expect(parseWho("0151 23456789")).toBeUndefined();
});

test("a link leads back to whom it was made for", () => {
  const link = linkTo("@anna", { origin: "https://chat.example.org", pathname: "/" });
  expect(link).toBe("https://chat.example.org/#/with/%40anna");
  expect(parseWho(link)).toEqual({ is: "link", whom: "@anna" });
  expect(parseWho("https://x.example/#/with/%E0%A4%A")).toBeUndefined();
});

test("identifiers are told from handles", () => {
  expect(isIdentifier("p00000000000000000001A")).toBe(true);
  expect(isIdentifier("anna")).toBe(false);
});
