/** Paints pictures and makes sounds for the example data, so that none has to be kept. Undefined without a canvas. */
export function paint(seed: number, width: number, height: number): Promise<Blob | undefined> {
  if (!("OffscreenCanvas" in globalThis)) return Promise.resolve(undefined);
  const canvas = new OffscreenCanvas(width, height);
  const brush = canvas.getContext("2d");
  if (brush === null) return Promise.resolve(undefined);
  const hue = (seed * 47) % 360;
  const sky = brush.createLinearGradient(0, 0, 0, height);
  sky.addColorStop(0, `hsl(${hue} 55% 72%)`);
  sky.addColorStop(1, `hsl(${(hue + 40) % 360} 65% 86%)`);
  brush.fillStyle = sky;
  brush.fillRect(0, 0, width, height);
  brush.fillStyle = `hsl(${(hue + 60) % 360} 90% 90%)`;
  brush.beginPath();
  brush.arc(width * (0.25 + ((seed * 13) % 50) / 100), height * 0.32, Math.min(width, height) * 0.12, 0, 7);
  brush.fill();
  for (let ridge = 0; ridge < 4; ridge++) {
    brush.fillStyle = `hsl(${(hue + 190 + ridge * 8) % 360} ${30 + ridge * 5}% ${58 - ridge * 11}%)`;
    brush.beginPath();
    brush.moveTo(0, height);
    for (let x = 0; x <= width; x += Math.max(2, width / 60)) {
      const wave =
        Math.sin((x / width) * (3 + ridge) + seed + ridge * 2) + Math.sin((x / width) * 9 + seed * ridge) * 0.3;
      brush.lineTo(x, height * (0.5 + ridge * 0.12) - wave * height * 0.08);
    }
    brush.lineTo(width, height);
    brush.fill();
  }
  return canvas.convertToBlob({ type: "image/webp", quality: 0.8 });
}

/** A blob URL of a painting, or undefined. */
export async function paintedUrl(seed: number, width: number, height: number): Promise<string | undefined> {
  const blob = await paint(seed, width, height);
  return blob === undefined ? undefined : URL.createObjectURL(blob);
}

/** A quiet melody as a WAV file. */
export function tone(milliseconds: number): Blob {
  const rate = 8000;
  const samples = Math.round((milliseconds / 1000) * rate);
  const view = new DataView(new ArrayBuffer(44 + samples));
  const words = (at: number, text: string): void => {
    for (let index = 0; index < text.length; index++) view.setUint8(at + index, text.charCodeAt(index));
  };
  words(0, "RIFF");
  view.setUint32(4, 36 + samples, true);
  words(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  words(36, "data");
  view.setUint32(40, samples, true);
  for (let index = 0; index < samples; index++) {
    const note = 220 * 2 ** ([0, 3, 7, 12][Math.floor((index / rate) * 3) % 4] ?? 0 / 12);
    view.setUint8(44 + index, 128 + Math.round(20 * Math.sin((index / rate) * 6.283 * Math.min(note, 880))));
  }
  return new Blob([view], { type: "audio/wav" });
}
