import type { Picture } from "../../engine/history/content.ts";
import type { Description } from "../../engine/media/preparing.ts";
import { toBase64 } from "../../wire/base64.ts";
import { defined } from "../views/defined.ts";

/** Bytes of a thumbnail at most; pixels of its longer side, from the best to the least. */
const MOST_THUMBNAIL = 6_144;
const SIDES = [160, 96, 48];
const MOST_NAME = 255;
/** Milliseconds to find out how long a recording is: it is sent without, then. */
const LONGEST_LOOK = 5_000;

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
  const seen = type.startsWith("image/") ? await pictured(file) : undefined;
  const lasts = /^(audio|video)\//.test(type) ? await durationOf(file) : undefined;
  return { ...glance, ...defined({ duration: lasts, ...seen }) };
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

/** Milliseconds that sound or video lasts; undefined if this browser cannot tell. */
function durationOf(file: Blob): Promise<number | undefined> {
  if (typeof document === "undefined") {
    return Promise.resolve(undefined);
  }
  return new Promise((resolve) => {
    const media = document.createElement("video");
    const address = URL.createObjectURL(file);
    const done = (duration: number | undefined): void => {
      URL.revokeObjectURL(address);
      resolve(duration);
    };
    media.preload = "metadata";
    media.ondurationchange = () => {
      if (media.duration === Infinity) {
        // What was recorded here does not say how long it is (https://crbug.com/642012), until one goes to its end.
        media.currentTime = Number.MAX_SAFE_INTEGER;
      } else if (!Number.isNaN(media.duration)) {
        const milliseconds = Math.round(media.duration * 1000);
        done(milliseconds > 0 ? milliseconds : undefined);
      }
    };
    setTimeout(done, LONGEST_LOOK, undefined);
    media.onerror = () => {
      done(undefined);
    };
    media.src = address;
  });
}
