import { useState, type ReactNode } from "react";

import type { ConversationView, Identifier } from "../../client/culver.ts";
import { Button } from "../basics/button.tsx";
import { Dialog } from "../basics/dialog.tsx";
import { PeoplePicker } from "../begin/people-picker.tsx";
import { useBusy } from "../hooks/use-busy.ts";
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
  const [busy, error, act] = useBusy();
  const [chosen, setChosen] = useState<readonly Identifier[]>([]);
  return (
    <Dialog
      title={text.info.addMembers}
      onClose={onClose}
      actions={
        <Button
          look="filled"
          busy={busy}
          disabled={chosen.length === 0}
          onClick={() => void act(() => groups.add(view.id, chosen)).then((done) => done && onClose())}
        >
          {text.group.add}
        </Button>
      }
    >
      <PeoplePicker chosen={chosen} onChange={setChosen} without={view.members.map(({ person }) => person.account)} />
      {error !== undefined && (
        <p role="alert" className="field-error">
          {error}
        </p>
      )}
    </Dialog>
  );
}
