import type { ReactNode } from "react";

import type { Attachment, Line } from "../../client/culver.ts";
import { classes } from "../basics/classes.ts";
import { Icon } from "../basics/icon.tsx";
import { useLineCommands } from "../conversation/line-context.ts";
import { attachmentKind } from "../logic/kinds.ts";
import { tameName } from "../logic/names.ts";
import { isPictureUrl } from "../logic/safe-url.ts";
import { duration, size } from "../logic/times.ts";
import { useText } from "../text/use-text.tsx";
import { TransferButton } from "./transfer-button.tsx";
import { useAttachment } from "./use-attachment.ts";
import { standstill } from "./words.ts";

const most = 4;
// Pictures up to here are got without asking.
const small = 3_000_000;

interface PictureGridProps {
  readonly line: Line;
  readonly files: readonly Attachment[];
  readonly tabIndex: 0 | -1;
}

/** Up to four pictures; the last says how many more there are. */
export function PictureGrid({ line, files, tabIndex }: PictureGridProps): ReactNode {
  const shown = files.slice(0, most);
  return (
    <div className={`pictures pictures-${shown.length}`}>
      {shown.map((file, index) => (
        <Picture
          key={file.key}
          line={line}
          file={file}
          alone={files.length === 1}
          more={index === most - 1 ? files.length - most : 0}
          tabIndex={tabIndex}
        />
      ))}
    </div>
  );
}

interface PictureProps {
  readonly line: Line;
  readonly file: Attachment;
  readonly alone: boolean;
  readonly more: number;
  readonly tabIndex: 0 | -1;
}

function Picture({ line, file, alone, more, tabIndex }: PictureProps): ReactNode {
  const text = useText();
  const commands = useLineCommands();
  const video = attachmentKind(file) === "video";
  const here = file.transfer.is === "here";
  const local = here || file.local === true;
  // One's own is here, and is shown as it is while it is on its way.
  const { url, go, pause } = useAttachment(
    line,
    file,
    !video && (local || (file.transfer.is === "none" && file.size <= small)),
  );
  const name = tameName(file.name) ?? (video ? text.media.video : text.media.photo);
  const source = url ?? file.thumbnail;
  const waits = !here && (url === undefined || local);
  return (
    <div className="picture">
      <button
        type="button"
        className="picture-open"
        aria-label={text.media.open(name)}
        tabIndex={tabIndex}
        onClick={() => commands.view(line, file.key)}
      >
        {source !== undefined && isPictureUrl(source) ? (
          <img
            className={classes("picture-image", url === undefined && "picture-blurred")}
            src={source}
            alt=""
            draggable={false}
            decoding="async"
            {...(alone && { style: { aspectRatio: ratio(file) } })}
          />
        ) : (
          <span className="picture-image picture-none" {...(alone && { style: { aspectRatio: ratio(file) } })}>
            <Icon name={video ? "play" : "camera"} size={28} />
          </span>
        )}
        {video && here && (
          <span className="picture-play">
            <Icon name="play" size={28} />
          </span>
        )}
        {more > 0 && <span className="picture-more" data-more={`+${more}`} />}
      </button>
      {waits && (
        <span className="picture-transfer">
          <TransferButton line={line} file={file} name={name} tabIndex={tabIndex} onGo={go} onPause={pause} />
        </span>
      )}
      {(video || waits) && (
        <span className="picture-label">
          {[
            file.duration === undefined ? undefined : duration(file.duration),
            waits ? (standstill(line, file, text.media) ?? size(file.size, text.language)) : undefined,
          ]
            .filter((part) => part !== undefined)
            .join(" · ")}
        </span>
      )}
    </div>
  );
}

/** Width to height, kept from extremes so that a line is neither a hair nor a tower. */
function ratio(file: Attachment): number {
  if (file.width === undefined || file.height === undefined || file.height === 0) return 4 / 3;
  return Math.max(0.75, Math.min(file.width / file.height, 2.2));
}
