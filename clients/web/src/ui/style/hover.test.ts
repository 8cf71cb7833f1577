import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

/** The selectors of a style sheet that point at something, outside of what is for pointers that can hover. */
function hoversOf(sheet: string): readonly string[] {
  const found: string[] = [];
  const around: string[] = [];
  for (const [, words = "", mark] of sheet.replace(/\/\*.*?\*\//gsu, "").matchAll(/([^{};]*)([{};])/gu)) {
    if (mark === "}") around.pop();
    if (mark !== "{") continue;
    if (words.includes(":hover") && !around.includes("@media (hover: hover)")) found.push(words.trim());
    around.push(words.trim());
  }
  return found;
}

const folder = new URL("../", import.meta.url);
const sheets = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".css"));

test("what is for pointers that hover does not stay behind where a finger has been", () => {
  expect(sheets.length).toBeGreaterThan(20);
  expect(
    sheets.flatMap((sheet) =>
      hoversOf(readFileSync(new URL(sheet, folder), "utf8")).map((rule) => `${sheet}: ${rule}`),
    ),
  ).toEqual([]);
});
