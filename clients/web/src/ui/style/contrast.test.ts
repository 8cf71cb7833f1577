import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8").split("@media")[0] ?? "";
const tokens = new Map<string, readonly string[]>();
for (const [, name = "", light = "", dark = ""] of css.matchAll(/--([a-z0-9-]+): light-dark\((#\w{6}), (#\w{6})\)/g)) {
  tokens.set(name, [light, dark]);
}

// Writing on what it is put on, 4.5:1.
const writing: readonly (readonly [string, readonly string[]])[] = [
  ["text", ["ground", "surface", "raised", "sunken", "hover", "selected"]],
  ["muted", ["ground", "surface", "raised", "sunken", "hover", "selected"]],
  ["accent", ["ground", "surface", "raised", "hover", "theirs", "selected"]],
  ["danger", ["surface", "raised", "hover"]],
  ["warn", ["surface", "raised"]],
  ["good", ["surface", "raised"]],
  ["on-fill", ["fill", "fill-hover", "danger-fill", "danger-fill-hover"]],
  ["on-fill", [0, 1, 2, 3, 4, 5, 6].map((number) => `tint-${number}`)],
  ["on-soft", ["soft"]],
  ["on-warn-soft", ["warn-soft"]],
  ["on-danger-soft", ["danger-soft"]],
  ["on-theirs", ["theirs"]],
  ["theirs-muted", ["theirs"]],
  ["on-own", ["own"]],
  ["own-muted", ["own"]],
];
// Borders of controls and the mark of the focus, 3:1.
const edges: readonly (readonly [string, readonly string[]])[] = [
  ["border", ["ground", "surface", "raised", "sunken"]],
  ["focus", ["ground", "surface", "raised", "theirs", "own"]],
  ["fill", ["surface", "raised"]],
];

for (const [theme, which] of [
  ["light", 0],
  ["dark", 1],
] as const) {
  const value = (name: string): string => {
    const found = tokens.get(name)?.[which];
    if (found === undefined) throw new Error(`no colour ${name}`);
    return found;
  };
  for (const [pairs, least] of [
    [writing, 4.5],
    [edges, 3],
  ] as const) {
    for (const [front, grounds] of pairs) {
      test.each(grounds)(`${theme}: ${front} on %s has ${least}:1`, (ground) => {
        expect(contrast(value(front), value(ground))).toBeGreaterThanOrEqual(least);
      });
    }
  }
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [brighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (brighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
