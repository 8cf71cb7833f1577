import { useEffect, useState, type ReactNode } from "react";

import type { DeliveryState, Line, Person } from "../../client/culver.ts";
import { Avatar } from "../basics/avatar.tsx";
import { Dialog } from "../basics/dialog.tsx";
import { Skeleton } from "../basics/empty.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { callName } from "../logic/names.ts";
import { useText } from "../text/use-text.tsx";
import { DeliveryMark } from "./delivery-mark.tsx";
import "./doing.css";

interface ReadersDialogProps {
  readonly conversation: string;
  readonly line: Line;
  readonly onClose: () => void;
}

const order: readonly DeliveryState[] = ["read", "delivered", "sent"];

/** How far an own message of a group got with each of its members. */
export function ReadersDialog({ conversation, line, onClose }: ReadersDialogProps): ReactNode {
  const text = useText();
  const attempt = useAttempt();
  const { messages } = useCulver();
  const [readers, setReaders] = useState<readonly { person: Person; state: DeliveryState }[]>();
  useEffect(() => {
    void attempt(messages.readers(conversation, line.key).then(setReaders));
  }, [attempt, messages, conversation, line.key]);
  return (
    <Dialog title={text.chat.whoTitle} onClose={onClose}>
      {readers === undefined ? (
        <Skeleton rows={3} label={text.common.loading} />
      ) : (
        order.map((state) => {
          const there = readers.filter((reader) => reader.state === state);
          if (there.length === 0) return null;
          return (
            <section key={state}>
              <h3 className="readers-title">
                <DeliveryMark state={state} />
                <span aria-hidden="true">{text.chat.state[state]}</span>
              </h3>
              <ul>
                {there.map(({ person }) => (
                  <li key={person.account} className="readers-row">
                    <Avatar of={person.account} name={person.name} picture={person.picture} size={36} />
                    <bdi className="one-line">{callName(person.account, person.name, text.common)}</bdi>
                  </li>
                ))}
              </ul>
            </section>
          );
        })
      )}
    </Dialog>
  );
}
