// Draws the icons that have to be PNG, from those that are SVG, into public/. `npm run icons`; CHROMIUM is the browser that
// draws. Each bears the hash of what it was drawn from, by which icons.test.ts sees when it is out of date.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { crc32 } from "node:zlib";

import { chromium } from "playwright-core";

const web = new URL("../", import.meta.url);
const icons = JSON.parse(readFileSync(new URL("icons/icons.json", import.meta.url), "utf8"));
const system = process.env.CHROMIUM ?? "/usr/bin/chromium";

const browser = await chromium.launch({
  args: ["--no-sandbox", "--disable-gpu"],
  ...(existsSync(system) ? { executablePath: system } : {}),
});
try {
  for (const { file, source, size } of icons) {
    const svg = readFileSync(new URL(source, web));
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    const address = `data:image/svg+xml;base64,${svg.toString("base64")}`;
    await page.setContent(
      `<style>body{margin:0}img{display:block}</style><img src="${address}" width="${size}" height="${size}">`,
    );
    await page.evaluate("document.images[0].decode()");
    const drawn = await page.screenshot({ omitBackground: true });
    const hash = createHash("sha256").update(svg).digest("hex");
    writeFileSync(new URL(`public/${file}`, web), withText(drawn, `Source\0${hash}`));
    await page.close();
  }
} finally {
  await browser.close();
}

/** Puts a text before the end: its length, `tEXt`, itself, and a checksum (https://www.w3.org/TR/png-3/). */
function withText(png, text) {
  const end = png.length - 12;
  const chunk = Buffer.from(`tEXt${text}`, "latin1");
  const length = Buffer.alloc(4);
  length.writeUInt32BE(chunk.length - 4);
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(chunk));
  return Buffer.concat([png.subarray(0, end), length, chunk, sum, png.subarray(end)]);
}
