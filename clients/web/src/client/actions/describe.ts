import type { Picture } from "../../engine/history/content.ts";
import type { Description } from "../../engine/media/preparing.ts";
import { toBase64 } from "../../wire/base64.ts";
import { defined } from "../views/defined.ts";
import { looksOf } from "./film.ts";

/** Bytes of a thumbnail at most; pixels of its longer side, from the best to the least. */
const MOST_THUMBNAIL = 6_144;
const SIDES = [160, 96, 48];
const MOST_NAME = 255;

/** What a file says of itself, without looking into it. */
export function firstGlance(file: File, voice: boolean): Description {
  const type = file.type === "" || file.type.length > 127 ? "application/octet-stream" : file.type;
  const name = voice || file.name === "" ? undefined : file.name.slice(-MOST_NAME);
  return { type, ...defined({ name }), ...(voice ? { voice: true } : {}) };
}

/** What a message tells of a file besides its bytes: as much of it as this browser can find out. */
export async function describe(file: File, voice: boolean): Promise<Description> {
  const glance = firstGlance(file, voice);
  const { type } = glance;
  if (type.startsWith("image/")) {
    return { ...glance, ...(await pictured(file)) };
  }
  if (type.startsWith("video/")) {
    return { ...glance, ...(await looksOf(file, (picture) => smallPicture(picture, SIDES, MOST_THUMBNAIL))) };
  }
  return type.startsWith("audio/") ? { ...glance, ...(await looksOf(file)) } : glance;
}

async function pictured(file: Blob): Promise<{ width: number; height: number; thumbnail?: Picture } | undefined> {
  if (typeof createImageBitmap === "undefined") {
    return undefined;
  }
  try {
    const bitmap = await createImageBitmap(file);
    const { width, height } = bitmap;
    const thumbnail = await smallPicture(bitmap, SIDES, MOST_THUMBNAIL);
    bitmap.close();
    return { width, height, ...(thumbnail === undefined ? {} : { thumbnail }) };
  } catch {
    return undefined; // no picture that this browser can show: it is sent as a file
  }
}

/** A small picture of another one, of so many bytes at most. `sides`: lengths of the longer side, tried in turn. */
export async function smallPicture(
  bitmap: ImageBitmap,
  sides: readonly number[],
  most: number,
  square = false,
): Promise<Picture | undefined> {
  for (const side of sides) {
    for (const quality of [0.8, 0.6, 0.4]) {
      const blob = await drawn(bitmap, side, quality, square);
      if (blob !== undefined && blob.size <= most) {
        return { type: blob.type, data: toBase64(new Uint8Array(await blob.arrayBuffer())) };
      }
    }
  }
  return undefined;
}

async function drawn(bitmap: ImageBitmap, side: number, quality: number, square: boolean): Promise<Blob | undefined> {
  const shorter = Math.min(bitmap.width, bitmap.height);
  const from = square ? { width: shorter, height: shorter } : { width: bitmap.width, height: bitmap.height };
  const scale = Math.min(1, side / Math.max(from.width, from.height));
  const width = Math.max(1, Math.round(from.width * scale));
  const height = Math.max(1, Math.round(from.height * scale));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) {
    return undefined;
  }
  const left = (bitmap.width - from.width) / 2;
  const top = (bitmap.height - from.height) / 2;
  context.drawImage(bitmap, left, top, from.width, from.height, 0, 0, width, height);
  const webp = await canvas.convertToBlob({ type: "image/webp", quality });
  // Browsers that cannot write WebP write PNG instead.
  return webp.type === "image/webp" ? webp : await canvas.convertToBlob({ type: "image/jpeg", quality });
}
