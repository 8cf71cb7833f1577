import type { ReactNode } from "react";

import { useBusy } from "../hooks/use-busy.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

interface WorkDialogProps {
  readonly title: string;
  /** What the button says that does it. */
  readonly action: string;
  /** Whether there is something to do. */
  readonly ready: boolean;
  readonly work: () => Promise<unknown>;
  readonly onClose: () => void;
  /** What is to be filled in; gets why the last try failed, to be said beside it. */
  readonly children: (error: string | undefined) => ReactNode;
}

/** A dialog in which one thing is filled in and done: it closes when that is done, and stays with the reason when not. */
export function WorkDialog({ title, action, ready, work, onClose, children }: WorkDialogProps): ReactNode {
  const [busy, error, act] = useBusy();
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <Button
          look="filled"
          busy={busy}
          disabled={!ready}
          onClick={() => void act(work).then((done) => done && onClose())}
        >
          {action}
        </Button>
      }
    >
      {children(error)}
    </Dialog>
  );
}
