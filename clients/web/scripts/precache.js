// Writes into the service worker which files it keeps: all but those of signing in, of registering for pushes, of reading codes by camera, and maps.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";

const dist = new URL("../dist/", import.meta.url);
const left =
  /\.map$|^service-worker\.js$|^(?:sign-in|push)\.html$|^assets\/(?:(?:sign-in|push|firebase|jsQR)-|index\.esm-)/;
const files = readdirSync(dist, { recursive: true })
  .map((name) => name.replaceAll("\\", "/"))
  .filter((name) => !left.test(name) && statSync(new URL(name, dist)).isFile())
  .sort();
const entries = files.map((url) => ({
  url,
  // Names in assets/ change with what is in them.
  revision: url.startsWith("assets/")
    ? null
    : createHash("sha256")
        .update(readFileSync(new URL(url, dist)))
        .digest("hex")
        .slice(0, 16),
}));

const worker = new URL("service-worker.js", dist);
const script = readFileSync(worker, "utf8");
if (script.split("self.__WB_MANIFEST").length !== 2)
  throw new Error("service-worker.js does not ask for its files once");
writeFileSync(worker, script.replace("self.__WB_MANIFEST", JSON.stringify(entries)));
console.log(`The service worker keeps ${entries.length} files`);
