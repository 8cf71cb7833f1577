import { useState, type ReactNode } from "react";

import type { ConversationView } from "../../client/culver.ts";
import { Button } from "../basics/button.tsx";
import { Dialog } from "../basics/dialog.tsx";
import { Field } from "../basics/field.tsx";
import { PicturePicker } from "../basics/picture-picker.tsx";
import { useBusy } from "../hooks/use-busy.ts";
import { useCulver } from "../hooks/use-culver.tsx";
import { useText } from "../text/use-text.tsx";

/** Changes the name and picture of a group. */
export function GroupDialog({
  view,
  onClose,
}: {
  readonly view: ConversationView;
  readonly onClose: () => void;
}): ReactNode {
  const text = useText();
  const { groups } = useCulver();
  const [title, setTitle] = useState(view.title ?? "");
  const [picture, setPicture] = useState<Blob>();
  const [busy, error, act] = useBusy();
  return (
    <Dialog
      title={text.info.rename}
      onClose={onClose}
      actions={
        <Button
          look="filled"
          busy={busy}
          disabled={title.trim() === ""}
          onClick={() =>
            void act(() => groups.setTitle(view.id, title.trim(), picture)).then((done) => done && onClose())
          }
        >
          {text.common.save}
        </Button>
      }
    >
      <PicturePicker of={view.id} name={title} picture={view.picture} group chosen={picture} onChoose={setPicture} />
      <Field
        label={text.info.groupName}
        value={title}
        maxLength={100}
        error={error}
        data-first
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
    </Dialog>
  );
}
