import { useEffect, useRef, useState, type ReactNode } from "react";

import type { Settings } from "../session/settings.ts";
import { loadSettings } from "../session/settings.ts";
import { Button, ButtonLink } from "../ui/basics/button.tsx";
import { Emblem } from "../ui/welcome/emblem.tsx";
import { CodeStep } from "./code-step.tsx";
import { handOver } from "./hand-over.ts";
import { NumberStep } from "./number-step.tsx";
import { PhoneFailure, sendCode, type Confirm, type PhoneProblem } from "./phone.ts";
import type { Words } from "./words.ts";
import "../ui/style/tokens.css";
import "../ui/style/base.css";
import "../ui/welcome/welcome.css";
import "./sign-in.css";

type Step = { readonly is: "number" } | { readonly is: "code"; readonly number: string; readonly confirm: Confirm };

/** Finds out that a phone number is the person's. Everything else happens on Culver's own page. */
export function SignInPage({ words }: { readonly words: Words }): ReactNode {
  const [settings, again] = useSettings();
  const [step, setStep] = useState<Step>({ is: "number" });
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<PhoneProblem>();
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.documentElement.lang = words.language;
  }, [words]);

  if (settings === "unset") {
    return (
      <Frame>
        <p role="alert">{words.unset}</p>
        <Button look="filled" onClick={again}>
          {words.retry}
        </Button>
      </Frame>
    );
  }

  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await work();
    } catch (why) {
      setProblem(why instanceof PhoneFailure ? why.problem : "unexpected");
    } finally {
      setBusy(false);
    }
  };
  const send = (number: string): void =>
    void attempt(async () => {
      if (settings === undefined || place.current === null) return;
      // reCAPTCHA takes an element once.
      const here = place.current.appendChild(document.createElement("div"));
      const confirm = await sendCode(settings.firebase, number, here);
      setStep({ is: "code", number, confirm });
    });
  const error = problem === undefined ? undefined : words.problems[problem];
  const onLaptop = settings?.firebase.authEmulator !== undefined;

  return (
    <Frame>
      <h1>{step.is === "number" ? words.title : words.codeTitle}</h1>
      <p className="welcome-claim">{step.is === "number" ? words.text : words.codeText(step.number)}</p>
      {step.is === "code" && onLaptop && <p className="sign-in-laptop">{words.laptop}</p>}
      {step.is === "number" ? (
        <NumberStep
          words={words}
          busy={busy || settings === undefined}
          error={error}
          onNumber={send}
          onWrong={() => setProblem("number")}
        />
      ) : (
        <CodeStep
          words={words}
          busy={busy}
          error={error}
          onCode={(code) => void attempt(async () => handOver(await step.confirm(code), step.number))}
          onAgain={() => send(step.number)}
          onOtherNumber={() => {
            setProblem(undefined);
            setStep({ is: "number" });
          }}
        />
      )}
      <div ref={place} />
      {!onLaptop && <p className="welcome-hint">{words.google}</p>}
      <ButtonLink look="plain" href="./">
        {words.back}
      </ButtonLink>
    </Frame>
  );
}

function Frame({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <main className="welcome">
      <div className="welcome-column">
        <Emblem />
        {children}
      </div>
    </main>
  );
}

/** The deployment's settings, undefined while they are on their way, and how to ask again. */
function useSettings(): readonly [Settings | "unset" | undefined, () => void] {
  const [settings, setSettings] = useState<Settings | "unset">();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let wanted = true;
    loadSettings(fetch).then(
      (loaded) => wanted && setSettings(loaded),
      () => wanted && setSettings("unset"),
    );
    return () => {
      wanted = false;
    };
  }, [tries]);
  return [
    settings,
    () => {
      setSettings(undefined);
      setTries(tries + 1);
    },
  ];
}
