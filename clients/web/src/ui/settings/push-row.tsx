import type { ReactNode } from "react";

import type { Push } from "../../client/culver.ts";
import { Switch } from "../basics/switch.tsx";
import { useToast } from "../basics/toast.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { useLive } from "../hooks/use-live.ts";
import type { Texts } from "../text/en.ts";
import { useText } from "../text/use-text.tsx";

/** Turns wake-ups on and off, and says what is in the way of them. */
export function PushRow(): ReactNode {
  const text = useText().settings;
  const toast = useToast();
  const attempt = useAttempt();
  const { preferences } = useCulver();
  const push = useLive(preferences.push);
  const set = (on: boolean): void => {
    const asked = preferences.setPush(on).then((answer) => {
      if (answer === "denied") toast({ text: text.denied, tone: "danger" });
    });
    void attempt(asked);
  };
  const failed = push !== undefined && "failed" in push ? push.failed : undefined;
  return (
    <>
      <Switch
        label={text.push}
        hint={hintOf(push, text)}
        checked={push?.is === "on"}
        disabled={push === undefined || push.is === "unavailable" || push.is === "unsupported"}
        onChange={set}
      />
      {failed !== undefined && (
        <p className="settings-problem" role="alert">
          {text.pushProblems[failed]}
        </p>
      )}
    </>
  );
}

function hintOf(push: Push | undefined, text: Texts["settings"]): string {
  switch (push?.is) {
    case "unavailable":
      return text.pushUnavailable;
    case "unsupported":
      return text.pushUnsupported;
    case "blocked":
      return text.pushBlocked;
    case "interrupted":
      return text.pushInterrupted;
    default:
      return text.pushHint;
  }
}
