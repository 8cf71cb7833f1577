import { useEffect, useEffectEvent, useRef, type ReactNode } from "react";

import "./scanner.css";

interface ScannerProps {
  readonly label: string;
  readonly onFound: (code: string) => void;
  /** There is no camera, or none may be used. */
  readonly onFailed: () => void;
}

const pause = 200;

/** Reads QR codes by the camera until it is taken away. What the camera sees does not leave the page. */
export function Scanner({ label, onFound, onFailed }: ScannerProps): ReactNode {
  const video = useRef<HTMLVideoElement>(null);
  const found = useEffectEvent(onFound);
  const failed = useEffectEvent(onFailed);
  useEffect(() => {
    let gone = false;
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const release = (): void => {
      clearTimeout(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
    const begin = async (): Promise<void> => {
      const [camera, { default: read }] = await Promise.all([
        navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } }),
        import("jsqr"),
      ]);
      stream = camera;
      const element = video.current;
      if (gone || element === null) {
        release();
        return;
      }
      element.srcObject = camera;
      await element.play();
      const canvas = document.createElement("canvas");
      const look = (): void => {
        const code = readFrame(element, canvas, read);
        if (code !== undefined) found(code);
        timer = setTimeout(look, pause);
      };
      look();
    };
    begin().catch(() => {
      if (!gone) failed();
    });
    return () => {
      gone = true;
      release();
    };
  }, []);
  return (
    <div className="scanner">
      <video ref={video} muted playsInline aria-label={label} />
      <span className="scanner-frame" aria-hidden="true" />
      <p>{label}</p>
    </div>
  );
}

type Read = (pixels: Uint8ClampedArray, width: number, height: number) => { readonly data: string } | null;

function readFrame(video: HTMLVideoElement, canvas: HTMLCanvasElement, read: Read): string | undefined {
  if (video.videoWidth === 0) return undefined;
  const scale = Math.min(1, 640 / video.videoWidth);
  canvas.width = Math.round(video.videoWidth * scale);
  canvas.height = Math.round(video.videoHeight * scale);
  const brush = canvas.getContext("2d", { willReadFrequently: true });
  if (brush === null) return undefined;
  brush.drawImage(video, 0, 0, canvas.width, canvas.height);
  const { data, width, height } = brush.getImageData(0, 0, canvas.width, canvas.height);
  const code = read(data, width, height)?.data;
  return code === "" ? undefined : code;
}
