import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { javaPerson } from "./support/java.ts";
import { world } from "./support/world.ts";

const { person, number } = world();

test("somebody at the command line and somebody in a browser write to each other", async () => {
  const alice = await person("Alice");
  const handle = `java_${alice.handle}`.slice(0, 30);
  const bob = await javaPerson(number(), "Bob", handle);
  onTestFinished(() => bob.ends());

  await bob.culver("send", `@${alice.handle}`, "Hello from the terminal");
  await alice.row("Bob").waitFor();
  await alice.opens("Bob");
  await alice.sees("Hello from the terminal");

  const listening = bob.listens();
  await alice.writes("Hello from the browser");
  await listening.hears("Hello from the browser");
  await alice.seesMark("Hello from the browser", "read");
  await listening.stops();

  const file = join(tmpdir(), `${handle}.bin`);
  const bytes = randomBytes(300_000);
  await writeFile(file, bytes);
  await bob.culver("send", `@${alice.handle}`, "--file", file, "A file");
  await alice.sees("A file");
  const download = alice.page.waitForEvent("download");
  await alice
    .line("A file")
    .getByRole("button", { name: /^(Download|Save)/u })
    .click();
  expect(Buffer.compare(await readFile(await (await download).path()), bytes)).toBe(0);
});
