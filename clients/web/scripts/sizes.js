// Holds the size of the first load: what index.html names, and what that imports, compressed.
import { readFileSync, readdirSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 200 * 1024;
const dist = new URL("../dist/", import.meta.url);
const read = (path) => readFileSync(new URL(path, dist));

const html = read("index.html").toString();
const first = new Set([...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.js)"/g)].map(([, path]) => path));
// A set grows while it is walked: so the imports of imports are found, too.
for (const path of first) {
  const script = read(path).toString();
  for (const [, name] of script.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) first.add(`assets/${name}`);
}
const size = (path) => gzipSync(read(path), { level: 9 }).length;
let total = 0;
for (const name of readdirSync(new URL("assets/", dist))
  .filter((name) => name.endsWith(".js"))
  .sort()) {
  const path = `assets/${name}`;
  if (first.has(path)) total += size(path);
  console.log(String(size(path)).padStart(8), path, first.has(path) ? "first load" : "");
}
console.log(`First load: ${total} of at most ${LIMIT} bytes of compressed script`);
if (total > LIMIT) process.exit(1);

// The example data of development must not get out.
const example = /standIn|plum jam from last year/;
for (const name of readdirSync(dist, { recursive: true })) {
  if (/demo/.test(name) || (/\.(js|html)$/.test(name) && example.test(read(name).toString()))) {
    console.log(`${name} holds the example data of development`);
    process.exit(1);
  }
}
