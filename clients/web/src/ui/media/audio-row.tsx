import { useEffect, useEffectEvent, useRef, useState, type CSSProperties, type ReactNode } from "react";

import type { Attachment, Line } from "../../client/culver.ts";
import { IconButton } from "../basics/button.tsx";
import { attachmentKind } from "../logic/kinds.ts";
import { tameName } from "../logic/names.ts";
import { duration } from "../logic/times.ts";
import { useText } from "../text/use-text.tsx";
import { TransferButton } from "./transfer-button.tsx";
import { useAttachment } from "./use-attachment.ts";
import { isUpload, standstill } from "./words.ts";

const speeds = [1, 1.5, 2] as const;

interface AudioRowProps {
  readonly line: Line;
  readonly file: Attachment;
  readonly tabIndex: 0 | -1;
}

/** Plays a voice message or another sound: a button, a bar to move in, the time, the speed. */
export function AudioRow({ line, file, tabIndex }: AudioRowProps): ReactNode {
  const text = useText();
  const { url, open, go, pause } = useAttachment(line, file, false);
  const audio = useRef<HTMLAudioElement>(null);
  const [playing, setPlaying] = useState(false);
  /** It is to be heard as soon as it is here. */
  const [wanted, setWanted] = useState(false);
  const [at, setAt] = useState(0);
  const [measured, setMeasured] = useState<number>();
  const [speed, setSpeed] = useState<(typeof speeds)[number]>(1);
  const length = measured ?? (file.duration ?? 0) / 1000;
  const most = Math.max(length, 0.1);
  const still = standstill(line, file, text.media);
  const voice = attachmentKind(file) === "voice";
  const name = voice ? text.media.voice : (tameName(file.name) ?? text.excerpt.audio);
  const moving = ["preparing", "uploading", "downloading", "waiting"].includes(file.transfer.is);
  const halted = isUpload(line) && (file.transfer.is === "paused" || file.transfer.is === "failed");
  const stands = !moving && !halted;
  /** One's own can be heard while it is on its way. */
  const hearable = stands || file.local === true;
  const transfer = !stands && (
    <TransferButton line={line} file={file} name={name} tabIndex={tabIndex} onGo={go} onPause={pause} />
  );
  const gone = file.transfer.is === "gone";
  useEffect(() => {
    if (audio.current) audio.current.playbackRate = speed;
  }, [url, speed]);
  const toggle = async (): Promise<void> => {
    if (playing) {
      audio.current?.pause();
      return;
    }
    if (audio.current) {
      audio.current.play().catch(() => setPlaying(false));
      return;
    }
    setWanted(true);
    if ((await open()) === undefined) setWanted(false);
  };
  return (
    <div className="audio">
      {hearable ? (
        <IconButton
          icon={playing ? "pause" : "play"}
          look="filled"
          label={playing ? text.media.stop : `${text.media.play}: ${name}`}
          disabled={gone}
          tabIndex={tabIndex}
          onClick={() => void toggle()}
        />
      ) : (
        transfer
      )}
      <span className="audio-words">
        {!voice && <bdi className="one-line">{name}</bdi>}
        <span className="audio-line">
          <input
            type="range"
            className="audio-bar"
            aria-label={`${text.media.seek}: ${name}`}
            aria-valuetext={duration(at * 1000)}
            min={0}
            max={most}
            step={0.1}
            value={Math.min(at, most)}
            disabled={url === undefined}
            tabIndex={tabIndex}
            style={{ "--done": `${(100 * Math.min(at, most)) / most}%` } as CSSProperties}
            onChange={(event) => {
              const to = Number(event.currentTarget.value);
              if (audio.current) audio.current.currentTime = to;
              setAt(to);
            }}
          />
          <span className="audio-time">{duration((playing || at > 0 ? at : length) * 1000)}</span>
        </span>
        {still !== undefined && <span className="audio-time">{still}</span>}
      </span>
      {hearable && transfer}
      {voice && stands && (
        <button
          type="button"
          className="audio-speed"
          tabIndex={tabIndex}
          aria-label={text.media.speed(`${speed}×`)}
          onClick={() => setSpeed(speeds[(speeds.indexOf(speed) + 1) % speeds.length] ?? 1)}
        >
          {speed}×
        </button>
      )}
      {url !== undefined && (
        <Sound
          source={audio}
          url={url}
          wanted={wanted}
          onPlaying={setPlaying}
          onAt={setAt}
          onLength={(seconds) => setMeasured(Number.isFinite(seconds) ? seconds : undefined)}
        />
      )}
    </div>
  );
}

interface SoundProps {
  readonly source: React.RefObject<HTMLAudioElement | null>;
  readonly url: string;
  /** Begins by itself. */
  readonly wanted: boolean;
  readonly onPlaying: (playing: boolean) => void;
  readonly onAt: (seconds: number) => void;
  readonly onLength: (seconds: number) => void;
}

function Sound({ source, url, wanted, onPlaying, onAt, onLength }: SoundProps): ReactNode {
  const begin = useEffectEvent(() => {
    if (wanted) source.current?.play().catch(() => onPlaying(false));
  });
  useEffect(() => begin(), [url]);
  return (
    <audio
      ref={source}
      src={url}
      onPlay={(event) => {
        for (const other of document.querySelectorAll("audio, video")) {
          if (other !== event.currentTarget && other instanceof HTMLMediaElement) other.pause();
        }
        onPlaying(true);
      }}
      onPause={() => onPlaying(false)}
      onEnded={() => onAt(0)}
      onTimeUpdate={(event) => onAt(event.currentTarget.currentTime)}
      onLoadedMetadata={(event) => onLength(event.currentTarget.duration)}
    >
      {/* What people say to each other has no captions; none could be made without sending it elsewhere. */}
      <track kind="captions" />
    </audio>
  );
}
