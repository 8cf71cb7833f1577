import { useState, type ReactNode } from "react";

import type { ConversationView, Identifier } from "../../client/culver.ts";
import { WorkDialog } from "../basics/work-dialog.tsx";
import { PeoplePicker } from "../begin/people-picker.tsx";
import { useCulver } from "../hooks/use-culver.tsx";
import { useText } from "../text/use-text.tsx";

/** Chooses who is added to a group. */
export function AddDialog({
  view,
  onClose,
}: {
  readonly view: ConversationView;
  readonly onClose: () => void;
}): ReactNode {
  const text = useText();
  const { groups } = useCulver();
  const [chosen, setChosen] = useState<readonly Identifier[]>([]);
  return (
    <WorkDialog
      title={text.info.addMembers}
      action={text.group.add}
      ready={chosen.length > 0}
      work={() => groups.add(view.id, chosen)}
      onClose={onClose}
    >
      {(error) => (
        <>
          <PeoplePicker
            chosen={chosen}
            onChange={setChosen}
            without={view.members.map(({ person }) => person.account)}
          />
          {error !== undefined && (
            <p role="alert" className="field-error">
              {error}
            </p>
          )}
        </>
      )}
    </WorkDialog>
  );
}
