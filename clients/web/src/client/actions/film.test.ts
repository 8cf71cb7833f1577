import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { describe as described } from "./describe.ts";

/** A player that tells what a film has when it is told to, in the order of a browser. */
class Player extends EventTarget {
  readonly HAVE_CURRENT_DATA = 2;
  readyState = 4;
  duration = NaN;
  videoWidth = 0;
  videoHeight = 0;
  preload = "";
  readonly sought: number[] = [];
  readonly removeAttribute = vi.fn();
  readonly load = vi.fn();

  constructor(
    private readonly film: { duration: number; told?: number; width?: number; height?: number },
    private readonly hangs?: "opening" | "seeking" | "broken",
  ) {
    super();
  }

  private tell(name: string): void {
    queueMicrotask(() => this.dispatchEvent(new Event(name)));
  }

  set src(_address: string) {
    if (this.hangs === "broken") {
      this.tell("error");
    } else if (this.hangs !== "opening") {
      this.duration = this.film.duration;
      this.videoWidth = this.film.width ?? 0;
      this.videoHeight = this.film.height ?? 0;
      this.tell("loadedmetadata");
    }
  }

  set currentTime(to: number) {
    this.sought.push(to);
    if (this.duration === Infinity) {
      this.duration = this.film.told ?? 0;
      this.tell("durationchange");
    } else if (this.hangs !== "seeking") {
      this.tell("seeked");
    }
  }
}

const closed = vi.fn();
const drawn: number[][] = [];

beforeEach(() => {
  vi.useFakeTimers();
  drawn.length = 0;
  vi.stubGlobal("createImageBitmap", ({ videoWidth: width, videoHeight: height }: Player) =>
    Promise.resolve({ width, height, close: closed }),
  );
  vi.stubGlobal(
    "OffscreenCanvas",
    class {
      constructor(width: number, height: number) {
        drawn.push([width, height]);
      }
      getContext = () => ({ drawImage: () => undefined });
      convertToBlob = ({ type }: { type: string }) => Promise.resolve(new Blob(["small"], { type }));
    },
  );
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function play(player: Player): Player {
  vi.stubGlobal("document", { createElement: () => player });
  return player;
}
const film = (type = "video/mp4"): File => new File(["film"], "lake.mp4", { type });

test("a film is described by its size, its length, and a small picture from a little in", async () => {
  const player = play(new Player({ duration: 12.3456, width: 1920, height: 1080 }));
  expect(await described(film(), false)).toEqual({
    type: "video/mp4",
    name: "lake.mp4",
    width: 1920,
    height: 1080,
    duration: 12_346,
    thumbnail: { type: "image/webp", data: btoa("small") },
  });
  expect(player.sought).toEqual([1]);
  expect(drawn).toEqual([[160, 90]]);
  // Nothing of it is held on to.
  expect(closed).toHaveBeenCalledOnce();
  expect(player.removeAttribute).toHaveBeenCalledWith("src");
});

test("of a film of half a second the picture is from its middle", async () => {
  const player = play(new Player({ duration: 0.5, width: 100, height: 100 }));
  await described(film(), false);
  expect(player.sought).toEqual([0.25]);
});

test("a film that was recorded without its length is asked for it first", async () => {
  const player = play(new Player({ duration: Infinity, told: 8, width: 640, height: 480 }));
  expect(await described(film("video/webm"), false)).toMatchObject({ duration: 8_000, width: 640 });
  expect(player.sought).toEqual([Number.MAX_SAFE_INTEGER, 1]);
});

test.each([
  ["does not open", "opening", {}],
  ["shows no picture", "seeking", { width: 1920, height: 1080, duration: 12_000 }],
] as const)("a film that %s is sent after five seconds with what is known", async (_, hangs, known) => {
  play(new Player({ duration: 12, width: 1920, height: 1080 }, hangs));
  const description = described(film(), false);
  await vi.advanceTimersByTimeAsync(5_000);
  expect(await description).toEqual({ type: "video/mp4", name: "lake.mp4", ...known });
});

test("a film that this browser cannot play is sent at once, as a file", async () => {
  play(new Player({ duration: 1 }, "broken"));
  expect(await described(film("video/x-matroska"), false)).toEqual({ type: "video/x-matroska", name: "lake.mp4" });
  expect(vi.getTimerCount()).toBe(0);
});

test("a recording is described by its length alone", async () => {
  const player = play(new Player({ duration: Infinity, told: 3.2 }));
  const recording = new File(["sound"], "voice.webm", { type: "audio/webm" });
  expect(await described(recording, true)).toEqual({ type: "audio/webm", voice: true, duration: 3_200 });
  expect(player.preload).toBe("metadata");
});
