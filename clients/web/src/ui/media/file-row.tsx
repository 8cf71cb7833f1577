import type { ReactNode } from "react";

import type { Attachment, Line } from "../../client/culver.ts";
import { Icon } from "../basics/icon.tsx";
import { tameName } from "../logic/names.ts";
import { size } from "../logic/times.ts";
import { useText } from "../text/use-text.tsx";
import { FileName } from "./file-name.tsx";
import { save } from "./save.ts";
import { TransferButton } from "./transfer-button.tsx";
import { useAttachment } from "./use-attachment.ts";
import { isUpload, standstill } from "./words.ts";

interface FileRowProps {
  readonly line: Line;
  readonly file: Attachment;
  readonly tabIndex: 0 | -1;
}

/** A file to be saved; it is never opened in the page. */
export function FileRow({ line, file, tabIndex }: FileRowProps): ReactNode {
  const text = useText();
  const { open, go, pause } = useAttachment(line, file, false);
  const name = tameName(file.name) ?? text.excerpt.file;
  const { transfer } = file;
  const saveIt = async (): Promise<void> => {
    const blob = await open();
    if (blob !== undefined) save(blob, file, text.excerpt.file);
  };
  return (
    <div className="file">
      <span className="file-icon" aria-hidden="true">
        <Icon name="file" />
      </span>
      <span className="file-words">
        <FileName name={file.name} unnamed={text.excerpt.file} />
        <small>{standstill(line, file, text.media) ?? size(file.size, text.language)}</small>
      </span>
      {transfer.is === "here" ? (
        <button
          type="button"
          className="transfer"
          tabIndex={tabIndex}
          aria-label={`${text.media.save}: ${name}`}
          title={text.media.save}
          onClick={() => void saveIt()}
        >
          <Icon name="download" size={20} />
        </button>
      ) : (
        <TransferButton
          line={line}
          file={file}
          name={name}
          tabIndex={tabIndex}
          onGo={isUpload(line) ? go : () => void saveIt()}
          onPause={pause}
        />
      )}
    </div>
  );
}
