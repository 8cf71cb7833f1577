import type { ReactNode } from "react";

import type { ConversationView } from "../../client/culver.ts";
import { Button } from "../basics/button.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { useText } from "../text/use-text.tsx";
import "./composer.css";

/** In place of the field where one cannot write: why not, and what to do about it. */
export function Shut({
  view,
  why,
}: {
  readonly view: ConversationView;
  readonly why: Exclude<ConversationView["writable"], true>;
}): ReactNode {
  const text = useText().composer;
  const attempt = useAttempt();
  const { people } = useCulver();
  const { with: account } = view;
  return (
    <div className="composer composer-shut">
      <p>{text.shut[why]}</p>
      {why === "blocked" && account !== undefined && (
        <Button onClick={() => void attempt(people.unblock(account))}>{text.unblock}</Button>
      )}
    </div>
  );
}
