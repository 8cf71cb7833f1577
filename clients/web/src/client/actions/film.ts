import type { Description } from "../../engine/media/preparing.ts";

/** What can be found out about a sound or a film by playing it. */
export type Looks = Pick<Description, "width" | "height" | "duration" | "thumbnail">;

type Found = { -readonly [Name in keyof Looks]: Looks[Name] };

/** Milliseconds to find it out: a broken or slow film is sent without what is missing then. */
const LONGEST_LOOK = 5_000;
/** Seconds into a film: many begin with a black picture. */
const LITTLE_IN = 1;
/** What the contract has room for. */
const LONGEST = 86_400_000;
const WIDEST = 65_535;

/**
 * Finds out how long a sound or film is, and of a film how large it is and what it looks like a little in.
 *
 * @param draw makes a small picture of one; absent for sounds
 */
export async function looksOf(
  file: Blob,
  draw?: (picture: ImageBitmap) => Promise<Looks["thumbnail"]>,
): Promise<Looks> {
  if (typeof document === "undefined") {
    return {};
  }
  const found: Found = {};
  const player = document.createElement("video");
  const address = URL.createObjectURL(file);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, LONGEST_LOOK)));
  const broken = once(player, "error");
  try {
    // What cannot be played or drawn is sent without.
    await Promise.race([look(player, address, found, draw).catch(() => undefined), broken, late]);
    // Whatever comes later is not waited for.
    return { ...found };
  } finally {
    clearTimeout(timer);
    player.removeAttribute("src");
    player.load();
    URL.revokeObjectURL(address);
  }
}

async function look(
  player: HTMLVideoElement,
  address: string,
  found: Found,
  draw?: (picture: ImageBitmap) => Promise<Looks["thumbnail"]>,
): Promise<void> {
  const known = once(player, "loadedmetadata");
  player.muted = true;
  player.playsInline = true;
  player.preload = draw === undefined ? "metadata" : "auto";
  player.src = address;
  await known;
  const { videoWidth: width, videoHeight: height } = player;
  const isSeen = draw !== undefined && width > 0 && height > 0;
  if (isSeen && width <= WIDEST && height <= WIDEST) {
    Object.assign(found, { width, height });
  }
  const seconds = await lengthOf(player);
  const milliseconds = Math.round(seconds * 1000);
  if (milliseconds > 0 && milliseconds <= LONGEST) {
    found.duration = milliseconds;
  }
  if (!isSeen) {
    return;
  }
  const there = once(player, "seeked");
  player.currentTime = Math.min(LITTLE_IN, seconds / 2);
  await there;
  if (player.readyState < player.HAVE_CURRENT_DATA) {
    await once(player, "loadeddata");
  }
  const picture = await createImageBitmap(player);
  const thumbnail = await draw(picture);
  picture.close();
  if (thumbnail !== undefined) {
    found.thumbnail = thumbnail;
  }
}

/** Seconds; 0 if it does not say. */
async function lengthOf(player: HTMLVideoElement): Promise<number> {
  if (player.duration === Infinity) {
    // What was recorded here does not say how long it is (https://crbug.com/642012), until one goes to its end.
    player.currentTime = Number.MAX_SAFE_INTEGER;
    while (player.duration === Infinity) {
      await once(player, "durationchange");
    }
  }
  return Number.isNaN(player.duration) ? 0 : player.duration;
}

const once = (player: EventTarget, name: string): Promise<void> =>
  new Promise((resolve) => {
    player.addEventListener(name, () => resolve(), { once: true });
  });
