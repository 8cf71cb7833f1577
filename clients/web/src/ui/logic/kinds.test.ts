import { expect, test } from "vitest";

import { asDownload, attachmentKind, fileName } from "./kinds.ts";

test("what a browser would run is a file", () => {
  for (const type of ["image/svg+xml", "text/html", "application/pdf", "application/xhtml+xml", "", "image"]) {
    expect(attachmentKind({ type, voice: false })).toBe("file");
  }
});

test("pictures, videos and sounds are shown as such", () => {
  expect(attachmentKind({ type: "image/PNG", voice: false })).toBe("picture");
  expect(attachmentKind({ type: "video/mp4", voice: false })).toBe("video");
  expect(attachmentKind({ type: "audio/webm;codecs=opus", voice: true })).toBe("voice");
  expect(attachmentKind({ type: "audio/mpeg", voice: false })).toBe("audio");
});

test("a download has a type that nobody acts upon", () => {
  expect(asDownload(new Blob(["<script>"], { type: "text/html" })).type).toBe("application/octet-stream");
});

test("a file's name leads nowhere else and looks like what it is", () => {
  expect(fileName("../../etc/passwd", "file")).toBe("_.._etc_passwd");
  expect(fileName("photo\u202egpj.exe", "file")).toBe("photogpj.exe");
  expect(fileName("\u0000", "file")).toBe("file");
});

test.each([
  ["../../.bashrc", "_.._.bashrc"],
  ["C:\\Windows\\system32\\cmd.exe", "C__Windows_system32_cmd.exe"],
  ["/etc/passwd\u0000.png", "_etc_passwd.png"],
  ["invoice\u200b.pdf\u2028", "invoice.pdf"],
  ["NUL", "_NUL"],
  ["com1.txt", "_com1.txt"],
  ["console.log", "console.log"],
  ["name. . ", "name"],
  ["...", "file"],
  ["a\r\nContent-Type: text/html", "aContent-Type_ text_html"],
  ["\ud800half.txt", "half.txt"],
  [`z${"\u0310".repeat(500)}.txt`, "z\u0310\u0310.txt"],
])("%j is saved as %j", (name, saved) => {
  expect(fileName(name, "file")).toBe(saved);
});

test("a long name keeps its ending", () => {
  const saved = fileName(`${"🙂".repeat(10_000)}.exe`, "file");
  expect(Array.from(saved)).toHaveLength(200);
  expect(saved.endsWith("🙂.exe")).toBe(true);
});
