/** Reads a QR code in what a video shows just now. */
export type ReadCode = (video: HTMLVideoElement) => Promise<string | undefined>;

/** What of the browser's own detector is used; TypeScript does not know it, since not all browsers have it. */
interface Detector {
  detect(source: HTMLVideoElement): Promise<readonly { readonly rawValue: string }[]>;
}

interface DetectorClass {
  new (options: { readonly formats: readonly string[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** The browser's own reader where it has one for QR codes, else one that is loaded then. */
export async function codeReader(): Promise<ReadCode> {
  const { BarcodeDetector } = globalThis as { readonly BarcodeDetector?: DetectorClass };
  // A browser may have the detector, and its system nothing behind it.
  const formats = (await BarcodeDetector?.getSupportedFormats().catch(() => [])) ?? [];
  if (BarcodeDetector === undefined || !formats.includes("qr_code")) return await pixelReader();
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  let reader: ReadCode = async (video) => (await detector.detect(video))[0]?.rawValue;
  return async (video) => {
    if (video.videoWidth === 0) return undefined;
    try {
      return nonempty(await reader(video));
    } catch {
      reader = await pixelReader();
      return await reader(video);
    }
  };
}

async function pixelReader(): Promise<ReadCode> {
  const { default: read } = await import("jsqr");
  const canvas = document.createElement("canvas");
  return (video) => Promise.resolve(readFrame(video, canvas, read));
}

type ReadPixels = (pixels: Uint8ClampedArray, width: number, height: number) => { readonly data: string } | null;

function readFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement, read: ReadPixels): string | undefined {
  if (video.videoWidth === 0) return undefined;
  const scale = Math.min(1, 640 / video.videoWidth);
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  if (brush === null) return undefined;
  brush.drawImage(video, 0, 0, canvas.width, canvas.height);
  const { data, width, height } = brush.getImageData(0, 0, canvas.width, canvas.height);
  return nonempty(read(data, width, height)?.data);
}

const nonempty = (code: string | undefined): string | undefined => (code === "" ? undefined : code);
