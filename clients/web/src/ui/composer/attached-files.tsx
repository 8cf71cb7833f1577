import { useEffect, useState, type ReactNode } from "react";

import { IconButton } from "../basics/button.tsx";
import { Icon } from "../basics/icon.tsx";
import { attachmentKind } from "../logic/kinds.ts";
import { tameName } from "../logic/names.ts";
import { size } from "../logic/times.ts";
import { FileName } from "../media/file-name.tsx";
import { useText } from "../text/use-text.tsx";

interface AttachedFilesProps {
  readonly files: readonly File[];
  readonly onFiles: (files: readonly File[]) => void;
}

/** What goes along with the next message. */
export function AttachedFiles({ files, onFiles }: AttachedFilesProps): ReactNode {
  const text = useText();
  return (
    <div>
      <p className="unseen" role="status">
        {text.composer.attached(files.length)}
      </p>
      <ul className="attached">
        {files.map((file, index) => {
          const name = tameName(file.name) ?? text.excerpt.file;
          return (
            <li key={`${index} ${file.name}`} className="attached-file">
              <Preview file={file} />
              <span className="attached-words">
                <FileName name={file.name} unnamed={text.excerpt.file} />
                <small>{size(file.size, text.language)}</small>
              </span>
              <IconButton
                icon="close"
                size={18}
                label={text.composer.removeFile(name)}
                onClick={() => onFiles(files.filter((other) => other !== file))}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Preview({ file }: { readonly file: File }): ReactNode {
  const picture = attachmentKind({ type: file.type, voice: false }) === "picture";
  const url = useBlobUrl(picture ? file : undefined);
  return (
    <span className="attached-preview" aria-hidden="true">
      {url === undefined ? <Icon name="file" size={20} /> : <img src={url} alt="" />}
    </span>
  );
}

/** A URL of bytes for as long as it is shown. */
export function useBlobUrl(blob: Blob | undefined): string | undefined {
  const [made, setMade] = useState<{ readonly of: Blob; readonly url: string }>();
  useEffect(() => {
    if (blob === undefined) return;
    const url = URL.createObjectURL(blob);
    // In a microtask, so that what is shown follows the effect rather than being set within it.
    queueMicrotask(() => setMade({ of: blob, url }));
    return () => URL.revokeObjectURL(url);
  }, [blob]);
  return made !== undefined && made.of === blob ? made.url : undefined;
}
