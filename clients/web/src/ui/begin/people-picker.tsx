import type { ReactNode } from "react";

import type { Identifier, Person } from "../../client/culver.ts";
import { Avatar } from "../basics/avatar.tsx";
import { Icon } from "../basics/icon.tsx";
import { usePeople } from "../hooks/use-speech.ts";
import { callName } from "../logic/names.ts";
import { useText } from "../text/use-text.tsx";
import "./begin.css";
import { FindField } from "./find-field.tsx";
import { PersonRow } from "./people-list.tsx";
import { useFind } from "./use-find.ts";

const most = 40;

interface PeoplePickerProps {
  readonly chosen: readonly Identifier[];
  readonly onChange: (chosen: readonly Identifier[]) => void;
  /** Those who are there already. */
  readonly without?: readonly Identifier[];
}

/** Chooses several people, up to forty: among those one knows, or looked up. */
export function PeoplePicker({ chosen, onChange, without = [] }: PeoplePickerProps): ReactNode {
  const text = useText();
  const find = useFind();
  const picked = usePeople(chosen);
  const fitting: readonly Person[] = [
    ...(find.found ? [find.found] : []),
    ...(find.known ?? []).filter((person) => person.account !== find.found?.account),
  ].filter((person) => !person.self);
  const offered = fitting.filter((person) => !without.includes(person.account));
  // Asked for by name, all of those who fit are there.
  const there = find.query.trim() !== "" && fitting.length > 0;
  const toggle = (account: Identifier): void =>
    onChange(
      chosen.includes(account) ? chosen.filter((other) => other !== account) : [...chosen, account].slice(0, most),
    );
  return (
    <div className="picker">
      <p className={chosen.length === 0 ? "unseen" : "picker-count"} role="status">
        {text.group.chosen(chosen.length)}
        {chosen.length === most && `. ${text.group.limit}`}
      </p>
      {chosen.length > 0 && (
        <ul className="chips">
          {chosen.map((account) => {
            const person = picked.get(account);
            const name = callName(account, person?.name, text.common);
            return (
              <li key={account}>
                <button type="button" className="chip" onClick={() => toggle(account)}>
                  <Avatar of={account} name={name} picture={person?.picture} size={28} />
                  <bdi className="one-line" aria-hidden="true">
                    {name}
                  </bdi>
                  <span className="unseen">{text.group.unchoose(name)}</span>
                  <Icon name="close" size={16} />
                </button>
              </li>
            );
          })}
        </ul>
      )}
      <FindField find={find} label={text.group.search} />
      {offered.length > 0 ? (
        <ul className="card">
          {offered.map((person) => (
            <li key={person.account}>
              <PersonRow
                person={person}
                chosen={chosen.includes(person.account)}
                onPick={() => toggle(person.account)}
              />
            </li>
          ))}
        </ul>
      ) : (
        (there || (find.found === undefined && find.lookable === undefined)) && (
          <p className="list-note">{there ? text.group.there : text.group.nobody}</p>
        )
      )}
    </div>
  );
}
