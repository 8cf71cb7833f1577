import type { ReactNode } from "react";

import type { Attachment, Line } from "../../client/culver.ts";
import { Icon } from "../basics/icon.tsx";
import { useText } from "../text/use-text.tsx";
import { standstill } from "./words.ts";

interface TransferButtonProps {
  readonly line: Line;
  readonly file: Attachment;
  readonly name: string;
  readonly tabIndex: 0 | -1;
  readonly onGo: () => void;
  readonly onPause: () => void;
}

/** How far a transfer is, and what to do about it; nothing if there is nothing to do. */
export function TransferButton({ line, file, name, tabIndex, onGo, onPause }: TransferButtonProps): ReactNode {
  const text = useText().media;
  const { transfer } = file;
  switch (transfer.is) {
    case "here":
    case "gone":
    case "unprepared":
      return null;
    case "preparing":
      return (
        <span
          role="progressbar"
          className="transfer"
          aria-label={`${text.preparing}: ${name}`}
          aria-valuenow={Math.round(transfer.share * 100)}
          aria-valuemin={0}
          aria-valuemax={100}
          title={text.preparing}
        >
          <Ring share={transfer.share} />
        </span>
      );
    case "uploading":
    case "downloading": {
      const share = new Intl.NumberFormat(undefined, { style: "percent" }).format(transfer.share);
      const words = transfer.is === "uploading" ? text.uploading(share) : text.downloading(share);
      return (
        <button
          type="button"
          className="transfer"
          tabIndex={tabIndex}
          aria-label={`${text.pause}: ${words}`}
          title={words}
          onClick={onPause}
        >
          <Ring share={transfer.share} />
          <Icon name="pause" size={18} />
        </button>
      );
    }
    case "waiting": {
      const words = standstill(line, file, text);
      return (
        <button
          type="button"
          className="transfer"
          tabIndex={tabIndex}
          aria-label={`${text.pause}: ${words}`}
          title={words}
          onClick={onPause}
        >
          <Icon name="pause" size={18} />
        </button>
      );
    }
    default: {
      const words = transfer.is === "none" ? text.download(name) : `${text.resume}: ${name}`;
      return (
        <button type="button" className="transfer" tabIndex={tabIndex} aria-label={words} title={words} onClick={onGo}>
          <Icon name={transfer.is === "failed" ? "failed" : "download"} size={20} />
        </button>
      );
    }
  }
}

function Ring({ share }: { readonly share: number }): ReactNode {
  const round = 2 * Math.PI * 18;
  return (
    <svg className="transfer-ring" viewBox="0 0 40 40" aria-hidden="true">
      <circle cx="20" cy="20" r="18" opacity="0.25" />
      <circle cx="20" cy="20" r="18" strokeDasharray={`${share * round} ${round}`} transform="rotate(-90 20 20)" />
    </svg>
  );
}
