import { useId, type ReactNode } from "react";

import type { ConversationView } from "../../client/culver.ts";
import { Select } from "../basics/select.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { useTimes } from "../hooks/use-speech.ts";
import { useText } from "../text/use-text.tsx";

const spans = [30, 300, 3600, 28_800, 86_400, 604_800, 2_419_200];

/** After how long new messages disappear. */
export function LifetimeRow({ view }: { readonly view: ConversationView }): ReactNode {
  const text = useText().info;
  const times = useTimes();
  const attempt = useAttempt();
  const { conversations } = useCulver();
  const id = useId();
  const { lifetime } = view;
  const offered = lifetime === undefined || spans.includes(lifetime) ? spans : [...spans, lifetime];
  return (
    <div className="card-row">
      <label className="card-words" htmlFor={id}>
        {text.lifetime}
      </label>
      <Select
        id={id}
        value={lifetime ?? ""}
        disabled={view.writable !== true || view.ownRole === "member"}
        onChange={(event) => {
          const { value } = event.currentTarget;
          void attempt(conversations.setLifetime(view.id, value === "" ? undefined : Number(value)));
        }}
      >
        <option value="">{text.lifetimeOff}</option>
        {offered.map((seconds) => (
          <option key={seconds} value={seconds}>
            {times.span(seconds)}
          </option>
        ))}
      </Select>
    </div>
  );
}
