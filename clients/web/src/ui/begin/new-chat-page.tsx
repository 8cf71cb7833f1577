import { useState, type ReactNode } from "react";

import type { Person } from "../../client/culver.ts";
import { Button } from "../basics/button.tsx";
import { Icon } from "../basics/icon.tsx";
import { Scanner } from "../basics/scanner.tsx";
import { useToast } from "../basics/toast.tsx";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { goTo } from "../hooks/use-route.ts";
import { useSelf } from "../hooks/use-speech.ts";
import { parseWho } from "../logic/who.ts";
import { Page } from "../page.tsx";
import { useText } from "../text/use-text.tsx";
import "./begin.css";
import { FindField } from "./find-field.tsx";
import { PersonRow } from "./people-list.tsx";
import { useFind } from "./use-find.ts";

/** Begins a conversation: with somebody known, or found by handle, phone number, link or code. */
export function NewChatPage(): ReactNode {
  const text = useText();
  const toast = useToast();
  const attempt = useAttempt();
  const { conversations } = useCulver();
  const self = useSelf();
  const find = useFind();
  const [scanning, setScanning] = useState(false);
  const open = (account: string): void => {
    void attempt(
      conversations.openDirect(account).then((conversation) => goTo({ is: "chat", conversation }, "replace")),
    );
  };
  const { known = [], found } = find;
  // Whoever is found among those known, too, is one of them.
  const others = known.filter((person) => person.account !== found?.account);
  const stranger = found && others.length === known.length && found;
  return (
    <Page title={text.begin.title} back={{ is: "list" }}>
      <FindField find={find} label={text.begin.label} hint={text.begin.hint} />
      {scanning && (
        <div>
          <Scanner
            label={text.begin.scanHint}
            onFailed={() => {
              setScanning(false);
              toast({ text: text.safety.noCamera, tone: "danger" });
            }}
            onFound={(code) => {
              const who = parseWho(code);
              setScanning(false);
              if (who?.is === "link") goTo({ is: "with", whom: who.whom });
              else toast({ text: text.begin.notCode, tone: "danger" });
            }}
          />
          <Button look="plain" wide onClick={() => setScanning(false)}>
            {text.safety.scanStop}
          </Button>
        </div>
      )}
      {find.query.trim() === "" && !scanning && (
        <div className="card">
          <a className="card-row" href="#/new-group">
            <Icon name="group" />
            {text.begin.newGroup}
          </a>
          <button type="button" className="card-row" onClick={() => setScanning(true)}>
            <Icon name="camera" />
            {text.begin.scan}
          </button>
          <a className="card-row" href="#/me">
            <Icon name="qr" />
            {text.begin.me}
          </a>
          {self !== undefined && (
            <button type="button" className="card-row" onClick={() => open(self)}>
              <Icon name="edit" />
              {text.begin.notes}
            </button>
          )}
        </div>
      )}
      {stranger && <Group title={text.begin.found} people={[stranger]} onPick={open} />}
      <Group
        title={text.begin.known}
        people={found && stranger !== found ? [found, ...others] : others}
        onPick={open}
      />
    </Page>
  );
}

interface GroupProps {
  readonly title: string;
  readonly people: readonly Person[];
  readonly onPick: (account: string) => void;
}

function Group({ title, people, onPick }: GroupProps): ReactNode {
  if (people.length === 0) return null;
  return (
    <>
      <h2 className="card-title">{title}</h2>
      <ul className="card">
        {people.map((person) => (
          <li key={person.account}>
            <PersonRow person={person} onPick={() => onPick(person.account)} />
          </li>
        ))}
      </ul>
    </>
  );
}
