import { useEffect, useEffectEvent, useRef, type ReactNode } from "react";

import { codeReader } from "./qr-reader.ts";
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
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
      const read = await codeReader();
      const element = video.current;
      if (gone || element === null) {
        release();
        return;
      }
      element.srcObject = stream;
      await element.play();
      const look = async (): Promise<void> => {
        const code = await read(element).catch(() => undefined);
        if (gone) return;
        if (code !== undefined) found(code);
        timer = setTimeout(() => void look(), pause);
      };
      await look();
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
