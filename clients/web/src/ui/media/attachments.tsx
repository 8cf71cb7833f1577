import type { ReactNode } from "react";

import type { Attachment, Line } from "../../client/culver.ts";
import { attachmentKind } from "../logic/kinds.ts";
import { AudioRow } from "./audio-row.tsx";
import { FileRow } from "./file-row.tsx";
import "./media.css";
import { PictureGrid } from "./picture-grid.tsx";

interface AttachmentsProps {
  readonly line: Line;
  readonly files: readonly Attachment[];
  readonly tabIndex: 0 | -1;
}

/** The files of a message: pictures and videos side by side, then sounds, then all else. */
export function Attachments({ line, files, tabIndex }: AttachmentsProps): ReactNode {
  const seen = files.filter((file) => ["picture", "video"].includes(attachmentKind(file)));
  const heard = files.filter((file) => ["voice", "audio"].includes(attachmentKind(file)));
  const others = files.filter((file) => attachmentKind(file) === "file");
  return (
    <>
      {seen.length > 0 && <PictureGrid line={line} files={seen} tabIndex={tabIndex} />}
      {heard.map((file) => (
        <AudioRow key={file.key} line={line} file={file} tabIndex={tabIndex} />
      ))}
      {others.map((file) => (
        <FileRow key={file.key} line={line} file={file} tabIndex={tabIndex} />
      ))}
    </>
  );
}
