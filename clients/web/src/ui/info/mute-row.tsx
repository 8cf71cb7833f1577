import { useId, type ReactNode } from "react";

import type { ConversationView } from "../../client/culver.ts";
import { Select } from "../basics/select.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { useNow } from "../hooks/use-now.ts";
import { useTimes } from "../hooks/use-speech.ts";
import { useText } from "../text/use-text.tsx";

const hour = 3_600_000;

/** For how long a conversation is muted. */
export function MuteRow({ view }: { readonly view: ConversationView }): ReactNode {
  const text = useText();
  const times = useTimes();
  const attempt = useAttempt();
  const { conversations } = useCulver();
  const now = useNow();
  const id = useId();
  const until = view.mutedUntil !== undefined && view.mutedUntil > now ? view.mutedUntil : undefined;
  const spans: readonly (readonly [string, string])[] = [
    [String(hour), text.mute.hour],
    [String(8 * hour), text.mute.hours],
    [String(168 * hour), text.mute.week],
    ["always", text.mute.always],
  ];
  const mute = (value: string): void => {
    const end = value === "" ? undefined : value === "always" ? Infinity : Date.now() + Number(value);
    void attempt(conversations.setMuted(view.id, end));
  };
  return (
    <div className="card-row">
      <label className="card-words" htmlFor={id}>
        {text.list.mute}
        {until !== undefined && (
          <small>{until === Infinity ? text.mute.forever : text.mute.until(times.full(until))}</small>
        )}
      </label>
      <Select
        id={id}
        value={until === undefined ? "" : until === Infinity ? "always" : "until"}
        onChange={(event) => mute(event.currentTarget.value)}
      >
        <option value="">{text.common.off}</option>
        {until !== undefined && until !== Infinity && <option value="until">{text.common.on}</option>}
        {spans.map(([value, words]) => (
          <option key={value} value={value}>
            {words}
          </option>
        ))}
      </Select>
    </div>
  );
}
