import type { ReactNode } from "react";

import { partsOfName } from "../logic/files.ts";
import "./media.css";

/** A file's name on one line. What there is no room for is left out before its extension, which says what it is. */
export function FileName({
  name,
  unnamed,
}: {
  readonly name: string | undefined;
  readonly unnamed: string;
}): ReactNode {
  const { stem, extension } = partsOfName(name) ?? { stem: unnamed, extension: "" };
  return (
    <bdi className="file-name" title={stem + extension}>
      <span className="unseen">{stem + extension}</span>
      <span className="one-line" aria-hidden="true">
        {stem}
      </span>
      <span aria-hidden="true">{extension}</span>
    </bdi>
  );
}
