import { useEffect, useEffectEvent, useState, type ReactNode } from "react";

import type { Person, SafetyNumber } from "../../client/culver.ts";
import { Button } from "../basics/button.tsx";
import { classes } from "../basics/classes.ts";
import { Dialog } from "../basics/dialog.tsx";
import { Icon } from "../basics/icon.tsx";
import { Qr } from "../basics/qr.tsx";
import { Scanner } from "../basics/scanner.tsx";
import { useToast } from "../basics/toast.tsx";
import { useBusy } from "../hooks/use-busy.ts";
import { useAttempt, useCulver } from "../hooks/use-culver.tsx";
import { callName, isolate } from "../logic/names.ts";
import { useText } from "../text/use-text.tsx";

/** Compares the safety number with somebody: by eye, or by the camera. */
export function SafetyDialog({
  person,
  onClose,
}: {
  readonly person: Person;
  readonly onClose: () => void;
}): ReactNode {
  const text = useText();
  const toast = useToast();
  const attempt = useAttempt();
  const { people } = useCulver();
  const [number, setNumber] = useState<SafetyNumber>();
  const [scanning, setScanning] = useState(false);
  const [same, setSame] = useState<boolean>();
  const [busy, , act] = useBusy();
  const { account, verification } = person;
  const name = isolate(callName(person.account, person.name, text.common));
  const camera = "mediaDevices" in navigator;
  const close = useEffectEvent(onClose);
  useEffect(() => {
    // What went wrong is told; there is nothing to compare then.
    void attempt(people.safetyNumber(account).then(setNumber)).then((done) => {
      if (!done) close();
    });
  }, [attempt, people, account]);
  const own = number?.ownChanged === true && verification === "verified";
  const mark = (digits: string): void => {
    void act(() => attempt(people.setVerified(account, digits))).then((done) => done && onClose());
  };
  return (
    <Dialog
      title={text.safety.title}
      onClose={onClose}
      actions={
        number !== undefined && (
          <>
            {verification === "verified" && (
              <Button look="plain" busy={busy} onClick={() => void act(() => attempt(people.clearVerified(account)))}>
                {text.safety.unmark}
              </Button>
            )}
            {(verification !== "verified" || own) && (
              <Button
                look="filled"
                icon="shieldCheck"
                busy={busy}
                disabled={same === false}
                onClick={() => mark(number.digits)}
              >
                {own ? text.safety.markAgain : text.safety.mark}
              </Button>
            )}
          </>
        )
      }
    >
      {number === undefined ? (
        <Waiting label={text.common.loading} intro={text.safety.intro(name)} />
      ) : (
        <div className="safety">
          <p>{text.safety.intro(name)}</p>
          {verification === "changed" && (
            <p className="verdict verdict-bad">
              <Icon name="failed" />
              {text.safety.changed}
            </p>
          )}
          {own && (
            <p className="verdict">
              <Icon name="info" />
              {text.safety.ownChanged(name)}
            </p>
          )}
          {scanning ? (
            <Scanner
              label={text.safety.scanning}
              onFailed={() => {
                setScanning(false);
                toast({ text: text.safety.noCamera, tone: "danger" });
              }}
              onFound={(code) => {
                setScanning(false);
                void attempt(people.compare(account, code).then(setSame));
              }}
            />
          ) : (
            <Qr text={number.code} label={text.safety.code} />
          )}
          {same !== undefined && (
            <p role="status" className={classes("verdict", !same && "verdict-bad")}>
              <Icon name={same ? "shieldCheck" : "failed"} />
              {same ? text.safety.same : text.safety.different}
            </p>
          )}
          <Digits digits={number.digits} label={text.safety.digits} />
          {camera && (
            <Button icon="camera" onClick={() => setScanning(!scanning)}>
              {scanning ? text.safety.scanStop : text.safety.scan}
            </Button>
          )}
        </div>
      )}
    </Dialog>
  );
}

/** The number's places, while it is computed. */
function Waiting({ label, intro }: { readonly label: string; readonly intro: string }): ReactNode {
  return (
    <div className="safety">
      <p>{intro}</p>
      <div role="status" aria-label={label}>
        <div className="qr safety-blank" />
        <div className="digits" aria-hidden="true">
          {Array.from({ length: 12 }, (_, group) => (
            <span key={group} className="safety-blank" />
          ))}
        </div>
      </div>
    </div>
  );
}

function Digits({ digits, label }: { readonly digits: string; readonly label: string }): ReactNode {
  const groups = digits.match(/\d{1,5}/g) ?? [];
  return (
    <div className="digits" role="group" aria-label={label} dir="ltr">
      {groups.map((group, index) => (
        <span key={index}>{group}</span>
      ))}
    </div>
  );
}
