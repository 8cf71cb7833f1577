import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, inject, onTestFinished, test } from "vitest";
import type { Locator } from "playwright-core";
import type { Device } from "./support/device.ts";
import { until } from "./support/until.ts";
import { world } from "./support/world.ts";

const { person } = world({ microphone: true });

/** A picture, drawn by the page. */
async function picture(at: Device): Promise<Buffer> {
  const bytes = await at.page.evaluate(async () => {
    const canvas = new OffscreenCanvas(320, 240);
    const pen = canvas.getContext("2d");
    if (pen === null) throw new Error("there is nothing to draw on");
    for (let at = 0; at < 40; at += 1) {
      pen.fillStyle = `hsl(${at * 9} 70% 50%)`;
      pen.fillRect(at * 8, 0, 8, 240);
    }
    return [...new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer())];
  });
  return Buffer.from(bytes);
}

const isDrawn = (image: Locator): Promise<boolean> =>
  until("a picture", () => image.evaluate((each) => (each as HTMLImageElement).naturalWidth > 0));

/** Copies a picture as any other page may, and pastes it by the keyboard. */
async function pastes(device: Device, image: Buffer): Promise<void> {
  await device.context.grantPermissions(["clipboard-read", "clipboard-write"], {
    origin: new URL(inject("cloud").web).origin,
  });
  await device.page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    await navigator.clipboard.write([new ClipboardItem({ "image/png": new Blob([bytes], { type: "image/png" }) })]);
  }, image.toString("base64"));
  await device.field().press("ControlOrMeta+v");
}

/** Drags a file from outside of the browser over something, and lets go of it there. */
async function drops(device: Device, file: string, onto: Locator): Promise<void> {
  const box = await onto.boundingBox();
  if (box === null) throw new Error("there is nothing to drop on");
  const session = await device.context.newCDPSession(device.page);
  const at = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  await session.send("Input.dispatchDragEvent", { type: "dragEnter", ...at, data });
  await session.send("Input.dispatchDragEvent", { type: "dragOver", ...at, data });
  await device.page.getByText("Drop files to attach them").waitFor();
  await session.send("Input.dispatchDragEvent", { type: "drop", ...at, data });
  await session.detach();
}

test("a profile picture, a pasted picture, a dropped file and a spoken message reach the other side", async () => {
  const [alice, bob] = [await person("Alice"), await person("Bob")];
  await alice.finds(bob.handle);
  await alice.writes("Look at me");
  await bob.row("Alice").waitFor();
  expect(await bob.row("Alice").locator(".avatar img").count()).toBe(0);

  await alice.goes("#/settings/account");
  const image = await picture(alice);
  const face = { name: "face.png", mimeType: "image/png", buffer: image };
  const profile = alice.page.locator("form").filter({ has: alice.page.getByLabel("Name", { exact: true }) });
  await profile.locator("input[type=file]").setInputFiles([face]);
  await profile.getByRole("button", { name: "Save" }).click();
  await alice.page.getByText("Saved", { exact: true }).first().waitFor();
  // What a profile has become is told with the next message, and looked at once a minute.
  await alice.goes("#/");
  await alice.opens("@bob");
  await alice.writes("Do you see me?");
  await bob.row("Alice").locator(".avatar img").waitFor({ timeout: 120_000 });
  await isDrawn(bob.row("Alice").locator(".avatar img"));
  await bob.opens("Alice");
  await isDrawn(bob.page.locator(".chat-head .avatar img"));

  await pastes(alice, image);
  await alice.page.locator(".attached-file").waitFor();
  await alice.field().fill("Pasted");
  await alice.field().press("Enter");
  await bob.sees("Pasted");
  await isDrawn(bob.line("Pasted").locator("img.picture-image:not(.picture-blurred)"));

  const folder = await mkdtemp(join(tmpdir(), "culver-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, "dropped.bin");
  const bytes = randomBytes(20_000);
  await writeFile(file, bytes);
  await drops(alice, file, alice.page.locator(".chat"));
  await alice.page.locator(".attached-file", { hasText: "dropped.bin" }).waitFor();
  await alice.field().fill("Dropped");
  await alice.field().press("Enter");
  await bob.sees("Dropped");
  const download = bob.page.waitForEvent("download");
  await bob
    .line("Dropped")
    .getByRole("button", { name: /^(Download|Save)/u })
    .last()
    .click();
  expect(Buffer.compare(await readFile(await (await download).path()), bytes)).toBe(0);

  await alice.page.getByRole("button", { name: "Record a voice message" }).click();
  await alice.page.getByRole("timer").filter({ hasText: "0:02" }).waitFor();
  await alice.page.getByRole("button", { name: "Send the recording" }).click();
  const play = bob.page.getByRole("button", { name: "Play: Voice message" });
  await play.waitFor();
  await play.click();
  const sound = bob.page.locator(".audio audio");
  await sound.waitFor({ state: "attached" });
  await until("the sound to be played", () =>
    sound.evaluate((each) => each instanceof HTMLAudioElement && each.error === null && each.currentTime > 0.2),
  );
  await play.waitFor();
});
