import { useState, type ReactNode } from "react";

import type { ConversationView } from "../../client/culver.ts";
import { Field } from "../basics/field.tsx";
import { PicturePicker } from "../basics/picture-picker.tsx";
import { WorkDialog } from "../basics/work-dialog.tsx";
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
  return (
    <WorkDialog
      title={text.info.rename}
      action={text.common.save}
      ready={title.trim() !== ""}
      work={() => groups.setTitle(view.id, title.trim(), picture)}
      onClose={onClose}
    >
      {(error) => (
        <>
          <PicturePicker
            of={view.id}
            name={title}
            picture={view.picture}
            group
            chosen={picture}
            onChoose={setPicture}
          />
          <Field
            label={text.info.groupName}
            value={title}
            maxLength={100}
            error={error}
            data-first
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
        </>
      )}
    </WorkDialog>
  );
}
