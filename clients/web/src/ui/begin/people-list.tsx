import type { ReactNode } from "react";

import type { Person } from "../../client/culver.ts";
import { Avatar } from "../basics/avatar.tsx";
import { Icon } from "../basics/icon.tsx";
import { callName, handleBeside, tameName } from "../logic/names.ts";
import { useText } from "../text/use-text.tsx";

interface PersonRowProps {
  readonly person: Person;
  /** Of those who can be chosen: whether they are. */
  readonly chosen?: boolean;
  readonly onPick: () => void;
}

/** Somebody to be picked. */
export function PersonRow({ person, chosen, onPick }: PersonRowProps): ReactNode {
  const text = useText();
  const name = person.self ? text.begin.notes : callName(person.account, person.name, text.common);
  const handle = handleBeside(person);
  return (
    <button type="button" className="card-row" aria-pressed={chosen} onClick={onPick}>
      <Avatar of={person.account} name={tameName(person.name)} picture={person.picture} size={36} />
      <span className="card-words">
        <bdi className="one-line">{name}</bdi>
        {handle !== undefined && <small>{handle}</small>}
      </span>
      {chosen !== undefined && (
        <span className={chosen ? "tick tick-on" : "tick"}>{chosen && <Icon name="check" size={16} />}</span>
      )}
    </button>
  );
}
