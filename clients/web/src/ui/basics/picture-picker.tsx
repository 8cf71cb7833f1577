import { useRef, type ReactNode } from "react";

import { useText } from "../text/use-text.tsx";
import { useBlobUrl } from "../composer/attached-files.tsx";
import { Avatar } from "./avatar.tsx";
import { Button } from "./button.tsx";

interface PicturePickerProps {
  readonly of: string;
  readonly name: string | undefined;
  /** The present one, until another is chosen. */
  readonly picture: string | undefined;
  readonly group?: boolean;
  readonly chosen: Blob | undefined;
  readonly onChoose: (picture: Blob) => void;
}

/** Chooses a picture; it is made small later, by whoever stores it. */
export function PicturePicker({ of, name, picture, group = false, chosen, onChoose }: PicturePickerProps): ReactNode {
  const text = useText().picture;
  const field = useRef<HTMLInputElement>(null);
  const url = useBlobUrl(chosen);
  return (
    <div className="picture-picker">
      <Avatar of={of} name={name} picture={url ?? picture} group={group} size={96} />
      <Button look="plain" icon="camera" onClick={() => field.current?.click()}>
        {text.change}
      </Button>
      <input
        ref={field}
        type="file"
        hidden
        aria-label={text.change}
        accept="image/png,image/jpeg,image/webp"
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          if (file !== undefined) onChoose(file);
        }}
      />
    </div>
  );
}
