import { useState, type ReactNode } from "react";

import { Button } from "../basics/button.tsx";
import { Dialog } from "../basics/dialog.tsx";
import { Field } from "../basics/field.tsx";
import { useBusy } from "../hooks/use-busy.ts";
import { useCulver } from "../hooks/use-culver.tsx";
import { useText } from "../text/use-text.tsx";

/** Deletes the account: says what will happen, and wants a word typed, so that it does not happen by a slip. */
export function DeleteDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { account } = useCulver();
  const [typed, setTyped] = useState("");
  const [busy, error, act] = useBusy();
  const sure = typed.trim().toLocaleLowerCase() === text.settings.deleteWord;
  return (
    <Dialog
      title={text.settings.deleteTitle}
      onClose={onClose}
      actions={
        <>
          <Button look="plain" onClick={onClose}>
            {text.common.cancel}
          </Button>
          <Button look="danger" busy={busy} disabled={!sure} onClick={() => void act(() => account.deleteAccount())}>
            {text.settings.deleteGo}
          </Button>
        </>
      }
    >
      <div className="delete">
        <p>{text.settings.deleteWhat}</p>
        <ol>
          {text.settings.deleteSteps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p>{text.settings.deleteExportFirst}</p>
        <Field
          label={text.settings.deleteType(text.settings.deleteWord)}
          value={typed}
          error={error}
          autoCapitalize="none"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
    </Dialog>
  );
}
