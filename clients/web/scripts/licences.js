// Prints the licences of everything that is installed, and fails on one that is not wanted.
import { readFileSync } from "node:fs";

const BROUGHT = new Set(["MIT", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "0BSD"]);
const AT_WORK = new Set([
  ...BROUGHT,
  "MPL-2.0",
  "CC0-1.0",
  "CC-BY-4.0",
  "BlueOak-1.0.0",
  "Python-2.0",
  "MIT-0",
  "PSF-2.0",
  "(MIT OR CC0-1.0)",
]);

const { packages } = JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8"));
const counts = new Map();
const refused = [];
for (const [path, { dev, optional, license, devOptional }] of Object.entries(packages)) {
  if (path === "") continue;
  const kind = dev || devOptional || optional ? "at work" : "brought";
  const name = `${kind.padEnd(8)} ${license}`;
  counts.set(name, (counts.get(name) ?? 0) + 1);
  if (!(kind === "brought" ? BROUGHT : AT_WORK).has(license)) refused.push(`${path}: ${license}`);
}
for (const [name, count] of [...counts].sort()) console.log(String(count).padStart(5), name);
if (refused.length > 0) {
  console.error(`Not wanted:\n${refused.join("\n")}`);
  process.exit(1);
}
