import { expect, test } from "vitest";

import { en } from "../text/en.ts";
import { acceptFiles, largestFile, partsOfName } from "./files.ts";

const file = (name: string, size: number): File => {
  const made = new File(["x"], name);
  Object.defineProperty(made, "size", { value: size });
  return made;
};

test("ten files go into a message", () => {
  const eleven = Array.from({ length: 11 }, (_, number) => file(`${number}`, 1));
  expect(acceptFiles(eleven.slice(1), en.composer)).toEqual({ files: eleven.slice(1) });
  const accepted = acceptFiles(eleven, en.composer);
  expect(accepted.files).toHaveLength(10);
  expect(accepted.refused).toBe(en.composer.tooMany);
});

test("what is empty or too large is refused by its name, and the rest is kept", () => {
  const good = file("good", largestFile);
  expect(acceptFiles([good, file("big", largestFile + 1)], en.composer)).toEqual({
    files: [good],
    refused: "big is larger than 100 MB.",
  });
  expect(acceptFiles([file("void", 0)], en.composer).refused).toBe("void is empty.");
});

test.each([
  ["plan.pdf", "plan", ".pdf"],
  ["archive.tar.gz", "archive.tar", ".gz"],
  [".profile", ".profile", ""],
  ["Dr. Who", "Dr. Who", ""],
  ["x\u202etxt.exe", "x txt", ".exe"],
  ["a\u0000.p\u200bdf", "a .p df", ""],
  [`${"long ".repeat(40)}name.docx`, `${"long ".repeat(15)}long…`, ".docx"],
])("the name %s keeps its extension, however long it is", (name, stem, extension) => {
  expect(partsOfName(name)).toEqual({ stem, extension });
});

test("a file without a name has no parts of it", () => {
  expect(partsOfName(undefined)).toBeUndefined();
  expect(partsOfName("\u202e")).toBeUndefined();
});
