import { useEffect, useEffectEvent, useState, type ReactNode } from "react";

import type { Attachment, Line } from "../../client/culver.ts";
import { IconButton } from "../basics/button.tsx";
import { classes } from "../basics/classes.ts";
import { useModal } from "../basics/dialog.tsx";
import { useSpeech } from "../hooks/use-speech.ts";
import { nameIn } from "../logic/describe.ts";
import { attachmentKind } from "../logic/kinds.ts";
import { tameName } from "../logic/names.ts";
import { isPictureUrl } from "../logic/safe-url.ts";
import { useText } from "../text/use-text.tsx";
import { save } from "./save.ts";
import { useAttachment } from "./use-attachment.ts";
import "./viewer.css";

interface ViewerProps {
  readonly line: Line;
  /** The one to begin with. */
  readonly attachment: string;
  readonly onClose: () => void;
}

/** Shows the pictures and videos of a message on the whole window. Arrows, Home and End move, Escape closes. */
export function Viewer({ line, attachment, onClose }: ViewerProps): ReactNode {
  const text = useText();
  const dialog = useModal(onClose);
  const files = (line.body.is === "media" ? line.body.files : []).filter((file) =>
    ["picture", "video"].includes(attachmentKind(file)),
  );
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      files.findIndex((file) => file.key === attachment),
    ),
  );
  const speech = useSpeech([line.author]);
  const file = files[at];
  const go = (to: number): void => setAt(Math.max(0, Math.min(files.length - 1, to)));
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.target instanceof HTMLVideoElement) return;
    const rtl = document.documentElement.dir === "rtl";
    const to = {
      ArrowLeft: at + (rtl ? 1 : -1),
      ArrowRight: at + (rtl ? -1 : 1),
      Home: 0,
      End: files.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener("keydown", listen);
    return () => window.removeEventListener("keydown", listen);
  }, []);
  if (file === undefined) return null;
  return (
    <dialog ref={dialog} className="viewer" aria-label={text.media.viewer}>
      <header className="viewer-head">
        <span className="viewer-words">
          <strong className="one-line">{nameIn(speech, line.author)}</strong>
          <small role="status">
            {speech.times.full(line.at)}
            {files.length > 1 && ` · ${text.media.position(at + 1, files.length)}`}
          </small>
        </span>
        <Shown key={file.key} line={line} file={file} onClose={onClose} />
      </header>
      {files.length > 1 && (
        <>
          <IconButton
            className="viewer-previous"
            icon="back"
            label={text.media.previous}
            disabled={at === 0}
            onClick={() => go(at - 1)}
          />
          <IconButton
            className="viewer-next"
            icon="forward"
            label={text.media.following}
            disabled={at === files.length - 1}
            onClick={() => go(at + 1)}
          />
        </>
      )}
    </dialog>
  );
}

interface ShownProps {
  readonly line: Line;
  readonly file: Attachment;
  readonly onClose: () => void;
}

function Shown({ line, file, onClose }: ShownProps): ReactNode {
  const text = useText();
  const video = attachmentKind(file) === "video";
  const { url, open } = useAttachment(line, file, file.transfer.is !== "gone");
  const [large, setLarge] = useState(false);
  const name = tameName(file.name) ?? (video ? text.media.video : text.media.photo);
  const source = url ?? file.thumbnail;
  return (
    <>
      {!video && (
        <IconButton
          icon={large ? "close" : "search"}
          label={large ? text.media.zoomOut : text.media.zoomIn}
          aria-pressed={large}
          onClick={() => setLarge(!large)}
        />
      )}
      <IconButton
        icon="download"
        label={`${text.media.save}: ${name}`}
        onClick={() => void open().then((blob) => blob && save(blob, file, name))}
      />
      <IconButton icon="close" label={text.common.close} data-first onClick={onClose} />
      <div className={classes("viewer-stage", large && "viewer-large")}>
        {video && url !== undefined ? (
          <video src={url} controls autoPlay playsInline aria-label={name}>
            <track kind="captions" />
          </video>
        ) : source !== undefined && isPictureUrl(source) ? (
          <img src={source} alt={name} className={classes(url === undefined && "picture-blurred")} />
        ) : (
          <p role="status">{file.transfer.is === "gone" ? text.media.gone : text.common.loading}</p>
        )}
      </div>
    </>
  );
}
