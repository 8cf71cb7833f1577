import { expect, test } from "vitest";

import { findLinks, isEmojiAlone } from "./links.ts";

const hrefs = (text: string): readonly string[] =>
  findLinks(text).flatMap((piece) => (piece.is === "link" ? [piece.href] : []));

test("a link in a sentence ends before the sentence does", () => {
  expect(findLinks("See https://example.org/a?b=1, or not.")).toEqual([
    { is: "plain", text: "See " },
    { is: "link", text: "https://example.org/a?b=1", href: "https://example.org/a?b=1" },
    { is: "plain", text: ", or not." },
  ]);
});

test("brackets belong to a link if they were opened in it", () => {
  expect(hrefs("(https://example.org/Culver_(name))")).toEqual(["https://example.org/Culver_(name)"]);
  expect(hrefs("(https://example.org/a)")).toEqual(["https://example.org/a"]);
});

test.each([
  "javascript:alert(1)",
  "data:text/html,hello",
  "file:///etc/passwd",
  "https://",
  "http://user:word@example.org/",
  "https://bank.example@evil.example/",
  "xhttps://example.org",
])("%s is no link", (text) => {
  expect(hrefs(text)).toEqual([]);
});

test("a character that turns the direction ends a link", () => {
  expect(hrefs("https://example.org/\u202egpj.exe")).toEqual(["https://example.org/"]);
});

test("a host in other letters is led to by its plain form", () => {
  expect(hrefs("https://аррӏе.com")).toEqual(["https://xn--80ak6aa92e.com/"]);
});

test("nothing of the text is lost", () => {
  const text = "a https://x.example/ b http://y.example. c";
  expect(
    findLinks(text)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text);
});

test("emoji alone", () => {
  for (const text of ["👍", "👩‍👩‍👧‍👦", "❤️ 🎉", "🇩🇪", "👍🏽", "1️⃣"]) expect(isEmojiAlone(text)).toBe(true);
  for (const text of ["ok 👍", "1", "", "👍👍👍👍"]) expect(isEmojiAlone(text)).toBe(false);
});

test("a link of nothing but brackets takes no longer than another one", () => {
  const from = performance.now();
  expect(hrefs(`https://example.org/${")".repeat(60_000)}`)).toEqual(["https://example.org/"]);
  expect(hrefs(`https://example.org/${"(".repeat(30_000)}${")".repeat(30_000)}`)).toHaveLength(1);
  expect(hrefs("https://a.example/ ".repeat(3_000))).toHaveLength(3_000);
  // It was more than ten seconds for the first of them alone.
  expect(performance.now() - from).toBeLessThan(2_000);
});
