import type { Picture } from "../../engine/history/content.ts";
import { Failure } from "../culver.ts";
import { smallPicture } from "./describe.ts";

/** Bytes of a profile's picture and of a group's at most, and sides to try. */
const PROFILE = { most: 5_000, sides: [192, 128, 96, 64, 32] };
const GROUP = { most: 24_576, sides: [320, 256, 192, 128] };

/** A small square picture for a profile or a group. Rejects with the Failure `file-unreadable`. */
export async function squarePicture(blob: Blob, of: "profile" | "group"): Promise<Picture> {
  const { most, sides } = of === "profile" ? PROFILE : GROUP;
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(blob);
  } catch {
    throw new Failure("file-unreadable");
  }
  const picture = await smallPicture(bitmap, sides, most, true);
  bitmap.close();
  if (picture === undefined) {
    throw new Failure("file-unreadable");
  }
  return picture;
}
