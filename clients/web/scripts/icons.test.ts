import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { describe, expect, test } from "vitest";

import { parseRoute } from "../src/ui/logic/routes.ts";

const web = new URL("../", import.meta.url);
const read = (path: string): Buffer => readFileSync(new URL(path, web));
const icons = JSON.parse(read("scripts/icons/icons.json").toString()) as {
  file: string;
  source: string;
  size: number;
}[];

/** A picture as PNG lays it out (https://www.w3.org/TR/png-3/): 8 bits each of red, green, blue and, with four, alpha. */
interface Png {
  readonly size: readonly [width: number, height: number];
  readonly source: string | undefined;
  /** At a share of width and height. */
  pixel(x: number, y: number): readonly number[];
}

function png(data: Buffer): Png {
  expect(data.subarray(0, 8)).toEqual(Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]));
  const chunks: { type: string; body: Buffer }[] = [];
  for (let at = 8; at < data.length;) {
    const length = data.readUInt32BE(at);
    chunks.push({ type: data.toString("latin1", at + 4, at + 8), body: data.subarray(at + 8, at + 8 + length) });
    at += length + 12;
  }
  const head = chunks[0]?.body ?? Buffer.alloc(0);
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  // 8 bits, colour with or without alpha, not interlaced.
  expect([head[8], head[12]]).toEqual([8, 0]);
  const bytes = head[9] === 6 ? 4 : 3;
  const packed = inflateSync(Buffer.concat(chunks.filter(({ type }) => type === "IDAT").map(({ body }) => body)));
  const rows = unfiltered(packed, width * bytes, height, bytes);
  const text = chunks.find(({ type, body }) => type === "tEXt" && body.toString("latin1").startsWith("Source\0"));
  return {
    size: [width, height],
    source: text?.body.toString("latin1").slice(7),
    pixel(x, y) {
      const at = (Math.floor(y * height) * width + Math.floor(x * width)) * bytes;
      return [...rows.subarray(at, at + bytes), ...(bytes === 3 ? [255] : [])];
    },
  };
}

function unfiltered(packed: Buffer, stride: number, height: number, bytes: number): Buffer {
  const rows = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = packed[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x < bytes ? 0 : (rows[at - bytes] ?? 0);
      const up = y === 0 ? 0 : (rows[at - stride] ?? 0);
      const corner = x < bytes || y === 0 ? 0 : (rows[at - stride - bytes] ?? 0);
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0;
      rows[at] = ((packed[y * (stride + 1) + 1 + x] ?? 0) + guess) & 255;
    }
  }
  return rows;
}

function paeth(left: number, up: number, corner: number): number {
  const near = (other: number): number => Math.abs(left + up - corner - other);
  return near(left) <= near(up) && near(left) <= near(corner) ? left : near(up) <= near(corner) ? up : corner;
}

const BLUE = [0x47, 0x4b, 0xcf, 255];
const WHITE = [255, 255, 255, 255];
const drawn = (file: string): Png => png(read(`public/${file}`));

describe("the icons", () => {
  test.each(icons)(
    "$file is drawn from what $source is now: `npm run icons` draws it anew",
    ({ file, source, size }) => {
      const icon = drawn(file);
      expect(icon.size).toEqual([size, size]);
      expect(icon.source).toBe(createHash("sha256").update(read(source)).digest("hex"));
    },
  );

  test("have a dove in the middle, and a ground that is cut or reaches the edges as each place wants it", () => {
    for (const file of ["icon-192.png", "icon-512.png"]) {
      const icon = drawn(file);
      expect(icon.pixel(0, 0)[3]).toBe(0);
      expect([icon.pixel(0.5, 0.05), icon.pixel(0.5, 0.55)]).toEqual([BLUE, WHITE]);
    }
    for (const file of ["icon-maskable-192.png", "icon-maskable-512.png", "apple-touch-icon.png"]) {
      const icon = drawn(file);
      expect([icon.pixel(0, 0), icon.pixel(0.99, 0.99), icon.pixel(0.5, 0.55)]).toEqual([BLUE, BLUE, WHITE]);
    }
    // Phones take of this nothing but how much it covers.
    const badge = drawn("badge.png");
    expect([badge.pixel(0, 0)[3], badge.pixel(0.5, 0.45)]).toEqual([0, WHITE]);
  });
});

interface Manifest extends Readonly<Record<string, unknown>> {
  readonly icons: readonly { src: string; type: string; sizes: string; purpose: string }[];
  readonly shortcuts: readonly { name: string; url: string; icons: readonly { src: string; sizes: string }[] }[];
}

describe("the manifest", () => {
  const manifest = JSON.parse(read("public/manifest.webmanifest").toString()) as Manifest;

  test("has what makes Culver installable, wherever it is served from", () => {
    const { id, start_url, scope, name, short_name, display } = manifest;
    expect({ id, start_url, scope }).toEqual({ id: "./", start_url: "./", scope: "./" });
    expect([name, short_name, display]).toEqual(["Culver", "Culver", "standalone"]);
    const fits = (size: string, purpose: string): boolean =>
      manifest.icons.some((icon) => icon.type === "image/png" && icon.sizes === size && icon.purpose === purpose);
    expect(["192x192", "512x512"].every((size) => fits(size, "any") && fits(size, "maskable"))).toBe(true);
  });

  test("names icons that are there, in the sizes that it says", () => {
    const all = [...manifest.icons, ...manifest.shortcuts.flatMap((shortcut) => shortcut.icons)];
    for (const { src, sizes } of all) {
      if (src.endsWith(".svg")) expect([read(`public/${src}`).length > 0, sizes]).toEqual([true, "any"]);
      else expect(drawn(src).size.join("x")).toBe(sizes);
    }
  });

  test("leads to pages that there are", () => {
    expect(manifest.shortcuts.map(({ url }) => parseRoute(url.replace(/^\.\//u, "")).is)).toEqual(["new", "me"]);
  });

  test("bears the colours of the light page, and the page itself those of both", () => {
    const tokens = read("src/ui/style/tokens.css").toString();
    const [, light, dark] = /--surface:\s*light-dark\((#\w+), (#\w+)\)/u.exec(tokens) ?? [];
    const page = read("index.html").toString();
    expect(manifest["background_color"]).toBe(light);
    expect(page).toContain(`media="(prefers-color-scheme: light)" content="${light ?? ""}"`);
    expect(page).toContain(`media="(prefers-color-scheme: dark)" content="${dark ?? ""}"`);
    expect(page).toContain('<link rel="apple-touch-icon" href="./apple-touch-icon.png" />');
  });
});
