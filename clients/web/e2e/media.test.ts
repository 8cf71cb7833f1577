import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { Device } from "./support/device.ts";
import { until } from "./support/until.ts";
import { world } from "./support/world.ts";

const { person, forgives } = world();

interface Attached {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

async function sends(device: Device, words: string, files: readonly Attached[]): Promise<void> {
  await device.page.locator(".composer input[type=file]").setInputFiles([...files]);
  await device.page
    .locator(".attached-file")
    .nth(files.length - 1)
    .waitFor();
  await device.field().fill(words);
  await device.field().press("Enter");
}

/** A picture as a camera makes it: drawn by the page. */
async function picture(device: Device): Promise<Attached> {
  const bytes = await device.page.evaluate(async () => {
    const canvas = new OffscreenCanvas(1200, 800);
    const pen = canvas.getContext("2d");
    if (pen === null) throw new Error("there is nothing to draw on");
    for (let at = 0; at < 600; at += 1) {
      pen.fillStyle = `hsl(${(at * 37) % 360} 70% 50%)`;
      pen.fillRect((at * 71) % 1200, (at * 53) % 800, 90, 60);
    }
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: "image/jpeg" })).arrayBuffer())];
  });
  return { name: "garden.jpg", mimeType: "image/jpeg", buffer: Buffer.from(bytes) };
}

async function saved(device: Device, words: string): Promise<Buffer> {
  const download = device.page.waitForEvent("download");
  await device
    .line(words)
    .getByRole("button", { name: /^(Download|Save|Resume)/u })
    .last()
    .click();
  return readFile(await (await download).path());
}

test("a picture shows on the other side, and a file of a few megabytes can be saved there", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await sends(alice, "The garden", [await picture(alice)]);
  await bob.opens("Alice");
  await bob.sees("The garden");
  const image = bob.line("The garden").locator("img.picture-image:not(.picture-blurred)");
  await image.waitFor();
  await until("a picture", () => image.evaluate((each) => (each as HTMLImageElement).naturalWidth > 0));
  await bob.line("The garden").getByRole("button", { name: /^Open/u }).click();
  await bob.page.locator(".viewer img").waitFor();
  await bob.page.keyboard.press("Escape");
  await bob.page.locator(".viewer").waitFor({ state: "detached" });

  const file = { name: "notes.bin", mimeType: "application/octet-stream", buffer: randomBytes(5_000_000) };
  await sends(alice, "The notes", [file]);
  await bob.sees("The notes");
  expect(Buffer.compare(await saved(bob, "The notes"), file.buffer)).toBe(0);
});

test("an upload that breaks goes on where it was", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  const done: string[] = [];
  let broken = 0;
  forgives(/ERR_CONNECTION_RESET/u);
  await alice.context.route(
    () => true,
    async (route) => {
      const { pathname } = new URL(route.request().url());
      if (route.request().method() !== "PUT" || !/\/\d+$/u.test(pathname)) return route.continue();
      // The second chunk breaks off once, after the first has arrived.
      if (done.length === 1 && broken === 0) {
        broken += 1;
        return route.abort("connectionreset");
      }
      done.push(pathname);
      return route.continue();
    },
  );
  const file = { name: "film.bin", mimeType: "application/octet-stream", buffer: randomBytes(6_000_000) };
  await sends(alice, "The film", [file]);
  await bob.opens("Alice");
  await bob.sees("The film");
  expect(broken).toBe(1);
  expect(new Set(done).size).toBe(done.length);
  expect(Buffer.compare(await saved(bob, "The film"), file.buffer)).toBe(0);
});
