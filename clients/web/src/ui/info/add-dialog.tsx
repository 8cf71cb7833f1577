import { useState, type ReactNode } from "react";

import type { ConversationView, Identifier } from "../../client/culver";
import { Button } from "../basics/button";
import { Dialog } from "../basics/dialog";
import { PeoplePicker } from "../begin/people-picker";
import { useBusy } from "../hooks/use-busy";
import { useCulver } from "../hooks/use-culver";
import { useText } from "../text/use-text";

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
