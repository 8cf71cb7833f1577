import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";
import { expect, it } from "vitest";

/** Folders of src, and those that each may use besides itself and files of src itself. */
const MAY_USE: Readonly<Record<string, readonly string[]>> = {
  wire: [],
  crypto: ["wire"],
  store: ["wire", "crypto"],
  transport: ["wire"],
  session: ["wire", "crypto", "store", "transport"],
  engine: ["wire", "crypto", "store", "transport", "session"],
  client: ["wire", "crypto", "store", "transport", "session", "engine"],
  // It does what a page does, without showing more than notifications: with the same names and addresses.
  worker: ["wire", "crypto", "store", "transport", "session", "engine", "client", "ui"],
  ui: [],
  // A page of its own: of the settings it needs the address of the phone sign-in, and it looks like the others.
  "sign-in": ["session", "ui"],
  // Another: it registers for pushes, hands over to the client, and looks like the others.
  push: ["wire", "store", "session", "client", "ui"],
};
/** The interface that pages see, and the failures that they are told: it uses nothing, so everybody may use it. */
const FOR_ALL = "client/culver.ts";

const src = new URL("../src/", import.meta.url);
const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((name) => /\.tsx?$/.test(name));

it.each(files.filter((name) => name.includes("/") && !/\.test\.|testing/.test(name)))("%s uses what it may", (file) => {
  const folder = file.split("/")[0] ?? "";
  const allowed = MAY_USE[folder];
  expect(allowed, `${folder} is no folder of the design`).toBeDefined();
  const imports = readFileSync(new URL(file, src), "utf8").matchAll(
    /(?:from|import\()\s*"(\.[^"]*)"|import "(\.[^"]*)"/g,
  );
  for (const [, from, bare] of imports) {
    const used = normalize(join(dirname(file), from ?? bare ?? ""));
    const other = used.split("/")[0] ?? "";
    expect(used === FOR_ALL || other === folder || allowed?.includes(other), `${file} uses ${used}`).toBe(true);
  }
});
