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

test("one's own picture is sharp at once without a network, waits, and goes by itself when that returns", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await alice.writes("Hi!");
  await bob.opens("Alice");
  await bob.sees("Hi!");
  // Drawn and encrypted offline as well: the worker's script lies in the cache of the pages.
  await until("Culver's files in the cache", () =>
    alice.page.evaluate(() => navigator.serviceWorker.ready.then(({ active }) => active?.state === "activated")),
  );
  const garden = await picture(alice);
  await alice.goesOffline();
  await sends(alice, "The garden", [garden]);
  const line = alice.line("The garden");
  await line.locator("img.picture-image:not(.picture-blurred)").waitFor();
  await line.getByRole("button", { name: "Pause: Waiting for the network" }).waitFor();
  expect(await line.textContent()).not.toContain("Did not work");
  expect(alice.page.workers().some((worker) => worker.url().includes("/assets/file-worker-"))).toBe(true);
  await alice.comesBack();
  await bob.sees("The garden");
  await bob.line("The garden").locator("img.picture-image:not(.picture-blurred)").waitFor();
});

test("a tab that is closed while it encrypts leaves a message that says so", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await alice.writes("Hi!");
  // Nothing that the worker is asked is answered.
  await alice.page.evaluate(() => {
    Worker.prototype.postMessage = () => undefined;
  });
  await sends(alice, "The notes", [
    { name: "notes.bin", mimeType: "application/octet-stream", buffer: randomBytes(3_000_000) },
  ]);
  await alice.line("The notes").getByRole("progressbar", { name: "Encrypting: notes.bin" }).waitFor();
  await alice.reloads();
  await alice.line("The notes").getByText("Culver was closed before the files were encrypted.").waitFor();
  await alice.line("The notes").getByRole("button", { name: "Discard" }).click();
  await alice.seesNoMore("The notes");
});

test("a film shows a picture of it before it is got, and how long it is", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  const bytes = await alice.page.evaluate(async () => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [320, 180];
    const pen = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(20), { mimeType: "video/webm" });
    const parts: Blob[] = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    const ended = new Promise((done) => (recorder.onstop = done));
    recorder.start(200);
    for (let at = 0; at < 40; at += 1) {
      if (pen !== null) pen.fillStyle = `hsl(${at * 9} 70% 50%)`;
      pen?.fillRect(0, 0, 320, 180);
      await new Promise((next) => setTimeout(next, 50));
    }
    recorder.stop();
    await ended;
    return [...new Uint8Array(await new Blob(parts).arrayBuffer())];
  });
  await sends(alice, "The lake", [{ name: "lake.webm", mimeType: "video/webm", buffer: Buffer.from(bytes) }]);
  await bob.opens("Alice");
  await bob.sees("The lake");
  const line = bob.line("The lake");
  await line.locator("img.picture-image").waitFor();
  expect(await line.locator(".picture-label").textContent()).toMatch(/0:0[1-3]/u);
});
