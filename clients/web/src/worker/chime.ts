/** What is used of a browser to make a sound. */
export interface Speaker {
  readonly now: () => number;
  /** Whether somebody has touched the page: before that no browser plays anything. */
  readonly touched: () => boolean;
  readonly context: () => AudioContext;
}

/** Milliseconds between two sounds. */
const REST = 2_000;
const LOUDNESS = 0.06;
/** Two notes, one after the other: in hertz, and when they begin and how long they take in seconds. */
const NOTES = [
  { pitch: 660, at: 0, lasts: 0.18 },
  { pitch: 880, at: 0.11, lasts: 0.32 },
] as const;

/** Makes a quiet sound, at most one in two seconds. It answers whether one is or was just to be heard. */
export function chime({ now, touched, context }: Speaker): () => boolean {
  let audio: AudioContext | undefined;
  let last = -Infinity;
  return () => {
    if (!touched()) {
      return false;
    }
    if (now() - last < REST) {
      return true;
    }
    last = now();
    try {
      audio ??= context();
      play(audio);
      return true;
    } catch {
      // A browser without sound, or with too many pages that make some.
      return false;
    }
  };
}

function play(audio: AudioContext): void {
  const quietly = (work: Promise<void>): void => void work.catch(() => undefined);
  quietly(audio.resume());
  const start = audio.currentTime + 0.02;
  const oscillators = NOTES.map(({ pitch, at, lasts }) => {
    const volume = audio.createGain();
    volume.gain.setValueAtTime(0, start + at);
    volume.gain.linearRampToValueAtTime(LOUDNESS, start + at + 0.015);
    volume.gain.exponentialRampToValueAtTime(LOUDNESS / 1_000, start + at + lasts);
    volume.connect(audio.destination);
    const oscillator = audio.createOscillator();
    oscillator.frequency.value = pitch;
    oscillator.connect(volume);
    oscillator.start(start + at);
    oscillator.stop(start + at + lasts);
    return oscillator;
  });
  // A context that goes on costs power, and has the tab marked as one that plays.
  oscillators.at(-1)?.addEventListener("ended", () => quietly(audio.suspend()));
}
