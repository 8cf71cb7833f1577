import { useEffect, useRef, useState, type ReactNode } from "react";

import { Button } from "../basics/button.tsx";
import { Icon } from "../basics/icon.tsx";
import { useToast } from "../basics/toast.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { save } from "../media/save.ts";
import { useText } from "../text/use-text.tsx";

/** Exports everything that this device can read, with its progress and a way to stop. */
export function ExportRow(): ReactNode {
  const text = useText();
  const toast = useToast();
  const attempt = useAttempt();
  const { account } = useCulver();
  const [share, setShare] = useState<number>();
  const stop = useRef<AbortController>(undefined);
  useEffect(() => () => stop.current?.abort(), []);
  const begin = (): void => {
    const controller = new AbortController();
    stop.current = controller;
    setShare(0);
    const made = account.export(setShare, controller.signal).then(
      (archive) => {
        save(archive, { name: `culver-${new Date().toISOString().slice(0, 10)}.zip` }, "culver.zip");
        toast({ text: text.settings.exported });
      },
      (failure: unknown) => {
        // Stopped by the person: nothing to tell.
        if (!controller.signal.aborted) throw failure;
      },
    );
    void attempt(made).then(() => setShare(undefined));
  };
  if (share !== undefined) {
    return (
      <div className="card-row">
        <span className="card-words">
          <label htmlFor="export-progress">{text.settings.exporting}</label>
          <progress id="export-progress" value={share} max={1} />
        </span>
        <Button look="plain" onClick={() => stop.current?.abort()}>
          {text.common.cancel}
        </Button>
      </div>
    );
  }
  return (
    <button type="button" className="card-row" onClick={begin}>
      <Icon name="download" />
      <span className="card-words">
        {text.settings.export}
        <small>{text.settings.exportHint}</small>
      </span>
    </button>
  );
}
