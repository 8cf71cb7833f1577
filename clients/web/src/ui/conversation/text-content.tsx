import { memo, useMemo, type ReactNode } from "react";

import { findLinks } from "../logic/links.ts";

/** A text as it was written, its links to be followed. Each paragraph goes in its own direction. */
export const TextContent = memo(function TextContent({
  text,
  tabIndex,
}: {
  readonly text: string;
  readonly tabIndex?: number;
}): ReactNode {
  const pieces = useMemo(() => findLinks(text), [text]);
  return pieces.map((piece, index) =>
    piece.is === "plain" ? (
      piece.text
    ) : (
      <a
        key={index}
        href={piece.href}
        title={piece.href}
        target="_blank"
        rel="noopener noreferrer"
        referrerPolicy="no-referrer"
        tabIndex={tabIndex}
      >
        <bdi>{piece.text}</bdi>
      </a>
    ),
  );
});
