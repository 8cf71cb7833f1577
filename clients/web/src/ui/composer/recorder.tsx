import { useEffect, useEffectEvent, useRef, useState, type ReactNode } from "react";

import { IconButton } from "../basics/button.tsx";
import { useToast } from "../basics/toast.tsx";
import { duration } from "../logic/times.ts";
import { useText } from "../text/use-text.tsx";

const types = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const longest = 15 * 60_000;

interface RecorderProps {
  readonly onDone: (file: File) => void;
  readonly onClose: () => void;
}

/** Records a voice message; at most a quarter of an hour. */
export function Recorder({ onDone, onClose }: RecorderProps): ReactNode {
  const text = useText().composer;
  const toast = useToast();
  const recorder = useRef<MediaRecorder>(undefined);
  const send = useRef(false);
  const sendButton = useRef<HTMLDivElement>(null);
  const [elapsed, setElapsed] = useState(0);
  const failed = useEffectEvent(() => {
    toast({ text: text.noMicrophone, tone: "danger" });
    onClose();
  });
  const finished = useEffectEvent((parts: readonly Blob[], type: string) => {
    const plain = type.split(";")[0] ?? type;
    if (send.current && parts.length > 0)
      onDone(new File([...parts], `voice.${plain.split("/")[1] ?? "webm"}`, { type: plain }));
    else onClose();
  });
  useEffect(() => {
    sendButton.current?.querySelector<HTMLElement>("button:last-of-type")?.focus();
    let stream: MediaStream | undefined;
    let gone = false;
    const parts: Blob[] = [];
    const begin = async (): Promise<void> => {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (gone) {
        release(stream);
        return;
      }
      const type = types.find((one) => MediaRecorder.isTypeSupported(one));
      const made = new MediaRecorder(stream, type === undefined ? {} : { mimeType: type });
      recorder.current = made;
      made.addEventListener("dataavailable", (event) => {
        if (event.data.size > 0) parts.push(event.data);
      });
      made.addEventListener("stop", () => {
        release(stream);
        if (!gone) finished(parts, made.mimeType);
      });
      made.start();
    };
    begin().catch(() => {
      if (!gone) failed();
    });
    return () => {
      gone = true;
      if (recorder.current?.state === "recording") recorder.current.stop();
      release(stream);
    };
  }, []);
  const stop = (sending: boolean): void => {
    send.current = sending;
    if (recorder.current?.state === "recording") recorder.current.stop();
    else onClose();
  };
  useEffect(() => {
    const began = performance.now();
    const timer = setInterval(() => setElapsed(performance.now() - began), 250);
    return () => clearInterval(timer);
  }, []);
  const full = elapsed >= longest;
  useEffect(() => {
    if (full && recorder.current?.state === "recording") recorder.current.pause();
  }, [full]);
  return (
    <div className="composer">
      <div className="composer-line recorder" ref={sendButton}>
        <IconButton icon="trash" look="danger" label={text.recordCancel} onClick={() => stop(false)} />
        <span className="recorder-dot" aria-hidden="true" />
        <span role="status">{text.recording}</span>
        <span className="recorder-time" role="timer" aria-live="off">
          {duration(Math.min(elapsed, longest))}
        </span>
        <IconButton icon="send" look="filled" label={text.recordSend} onClick={() => stop(true)} />
      </div>
    </div>
  );
}

function release(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop();
}
