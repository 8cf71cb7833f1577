// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Body, Line } from "../../client/culver.ts";
import { CulverProvider } from "../hooks/use-culver.tsx";
import { attachment, line } from "../testing/lines.ts";
import { identifier } from "../testing/people.ts";
import { setUpWindow } from "../testing/setup.ts";
import { standIn, type StandIn } from "../testing/standin.ts";
import { LineRow } from "./line-row.tsx";

let culver: StandIn;

beforeEach(async () => {
  setUpWindow();
  culver = await standIn({ conversations: 0, lines: 1 });
});
afterEach(cleanup);

function show(shown: Line, onShow: (key: string) => void = () => undefined): HTMLElement {
  const { container } = render(
    <CulverProvider value={culver}>
      <LineRow line={shown} first last group active flash={false} onShow={onShow} />
    </CulverProvider>,
  );
  return container;
}

test("markup in a text is text", () => {
  const container = show(
    line("c", 1, 0, identifier("p", 1), { is: "text", text: "<img src=x onerror=alert(1)><b>hi</b>" }),
  );
  expect(container.querySelector("img, b")).toBeNull();
  expect(container.textContent).toContain("<b>hi</b>");
});

test("a link opens elsewhere and tells nothing of where it was", () => {
  show(line("c", 1, 0, identifier("p", 1), { is: "text", text: "see https://example.org/ and javascript:alert(1)" }));
  const links = screen.getAllByRole("link");
  expect(links).toHaveLength(1);
  expect(links[0]?.getAttribute("rel")).toContain("noopener");
  expect(links[0]?.getAttribute("target")).toBe("_blank");
});

test("a hostile name can neither turn the line nor leave its place", () => {
  const container = show(line("c", 1, 0, identifier("p", 51), { is: "text", text: "hello" }));
  expect(container.textContent).not.toMatch(/[\u202a-\u202e]/u);
  expect(container.textContent).toContain("\u2068evil <img src=x onerror=alert(1)>\u2069");
  expect(container.querySelector("img[src=x]")).toBeNull();
});

test("the state of an own message is told in words", () => {
  show(line("c", 1, 0, identifier("me", 0), { is: "text", text: "hello" }, { state: "delivered" }));
  expect(screen.getByText("delivered")).toBeTruthy();
});

test.each([
  [30_000, "disappears in less than a minute"],
  [150_000, "disappears in 2 minutes"],
])("a message with %s milliseconds to go says so", (rest, words) => {
  const disappearsAt = Date.now() + rest;
  show(line("c", 1, 0, identifier("p", 1), { is: "text", text: "hello" }, { lifetime: 300, disappearsAt }));
  expect(screen.getByText(words)).toBeTruthy();
});

test("a voice message is heard at the first click, however soon it is here", async () => {
  const play = vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue();
  URL.createObjectURL = () => "blob:voice";
  URL.revokeObjectURL = () => undefined;
  // The next frame comes before what was opened is shown.
  vi.stubGlobal("requestAnimationFrame", (frame: () => void) => frame());
  culver = { ...culver, messages: { ...culver.messages, open: () => Promise.resolve(new Blob(["sound"])) } };
  const voice = attachment("v", "audio/webm", { voice: true, transfer: { is: "here" } });
  const container = show(line("c", 1, 0, identifier("p", 1), { is: "media", files: [voice] }));
  fireEvent.click(screen.getByRole("button", { name: /^Play: / }));
  await vi.waitFor(() => expect(container.querySelector("audio")).not.toBeNull());
  await vi.waitFor(() => expect(play).toHaveBeenCalledTimes(1));
  play.mockRestore();
  vi.unstubAllGlobals();
});

test.each([
  ["its length, until it has begun", "0:17", {}],
  ["also why it stands still", "Did not work", { transfer: { is: "failed" as const } }],
])("a voice message tells %s", (_, words, more) => {
  const voice = attachment("v", "audio/webm", { voice: true, duration: 17_000, ...more });
  show(line("c", 1, 0, identifier("p", 1), { is: "media", files: [voice] }));
  expect(screen.getByText("0:17")).toBeTruthy();
  expect(screen.getByText(words)).toBeTruthy();
});

test("a deleted message offers nothing", () => {
  show(line("c", 1, 0, identifier("p", 1), { is: "deleted" }));
  expect(screen.queryAllByRole("button")).toHaveLength(0);
});

test.each([
  "a\u202etxet",
  "\u2067\u2067\u2067",
  "z\u0310\u0311\u0312".repeat(200),
  "x".repeat(10_000),
  "\u0000\u0007",
  "\ud800",
])("whatever a text is, it is there as it was written, and so is its time", (text) => {
  const container = show(line("c", 1, 0, identifier("p", 1), { is: "text", text }));
  expect(container.querySelector(".bubble-text")?.textContent.slice(0, text.length)).toBe(text);
  expect(container.querySelector(".meta time")?.textContent).toMatch(/\d/u);
});

test.each(["image/svg+xml", "text/html", "application/xhtml+xml", "application/pdf", "image/svg+xml;x=image/png"])(
  "a file of the type %s is offered to be saved, and never shown",
  (type) => {
    const file = {
      key: "f",
      type,
      name: "../../\u202egpj.html",
      size: 10,
      voice: false,
      thumbnail: "javascript:alert(1)",
      transfer: { is: "here" as const },
    };
    const container = show(line("c", 1, 0, identifier("p", 1), { is: "media", files: [file] }));
    expect(container.querySelector("img, iframe, object, embed, video, audio, a")).toBeNull();
    expect(screen.getByRole("button", { name: /^Save: / })).toBeTruthy();
    expect(container.textContent).not.toMatch(/\u202e/u);
  },
);

test.each<[string, Body, string]>([
  ["a text", { is: "text", text: "Are you\ncoming?" }, "Are you coming?"],
  ["a picture", { is: "media", files: [attachment("f", "image/webp")] }, "Photo"],
  ["a voice note", { is: "media", files: [attachment("f", "audio/webm", { voice: true })] }, "Voice message"],
  ["a file", { is: "media", files: [attachment("f", "application/pdf", { name: "plan.pdf" })] }, "plan.pdf"],
  ["words below a picture", { is: "media", files: [attachment("f", "image/webp")], text: "The lake" }, "The lake"],
  ["a message that was deleted", { is: "deleted" }, "Message deleted"],
])("a reply to %s says what that is, and leads there", (_, body, words) => {
  const reply = { key: "k", author: identifier("me", 0), body };
  const shown = vi.fn();
  show(line("c", 1, 0, identifier("p", 1), { is: "text", text: "yes" }, { reply }), shown);
  const quote = screen.getByText(words).closest("button");
  expect(quote?.textContent).toBe(`You${words}`);
  quote?.click();
  expect(shown).toHaveBeenCalledWith("k");
});

test("a reply to a message that is not here says so, and leads nowhere", () => {
  show(line("c", 1, 0, identifier("p", 1), { is: "text", text: "yes" }, { reply: { key: "k", author: "" } }));
  expect(screen.getByRole("button", { name: /Message not on this device/u })).toHaveProperty("disabled", true);
});

test("a picture is never fetched from elsewhere", () => {
  const file = { key: "f", type: "image/png", size: 10, voice: false, transfer: { is: "gone" as const } };
  for (const thumbnail of ["https://evil.example/x.png", "javascript:alert(1)", "data:image/svg+xml;base64,AAAA"]) {
    const files = [{ ...file, thumbnail }];
    const container = show(line("c", 1, 0, identifier("p", 1), { is: "media", files }));
    expect(container.querySelector("[src]")).toBeNull();
    cleanup();
  }
});

test.each([
  ["storage-full", true, "This browser has no space left. Free some and try again."],
  ["file-unreadable", true, "A file cannot be read. It may have been moved or changed."],
  ["no-worker", true, "The part of Culver that encrypts files did not start."],
  ["interrupted", false, "Culver was closed before the files were encrypted. Discard this and attach them again."],
  ["storage-full", false, "Discard this and attach them again."],
] as const)("a message whose files could not be encrypted (%s) says why, and what to do", (why, again, words) => {
  const file = attachment("f", "application/pdf", { transfer: { is: "unprepared" } });
  const body: Body = { is: "media", files: [file] };
  const container = show(line("c", 1, 0, identifier("me", 0), body, { state: "failed", unprepared: { why, again } }));
  expect(container.querySelector(".failed")?.textContent).toContain(words);
  expect(screen.queryAllByRole("button", { name: "Try again" })).toHaveLength(again ? 1 : 0);
  expect(screen.getByRole("button", { name: "Discard" })).toBeTruthy();
});
