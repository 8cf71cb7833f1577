import { useEffect, useState, type ReactNode } from "react";

import { Button } from "../ui/basics/button.tsx";
import { Field } from "../ui/basics/field.tsx";
import type { Words } from "./words.ts";

interface CodeStepProps {
  readonly words: Words;
  readonly busy: boolean;
  readonly error: string | undefined;
  readonly onCode: (code: string) => void;
  readonly onAgain: () => void;
  readonly onOtherNumber: () => void;
}

/** Firebase refuses a number that asks for codes faster. */
const PAUSE_SECONDS = 30;

/** Asks for the six digits; phones offer them from the message. */
export function CodeStep({ words, busy, error, onCode, onAgain, onOtherNumber }: CodeStepProps): ReactNode {
  const [code, setCode] = useState("");
  const [left, restart] = useCountdown(PAUSE_SECONDS);
  return (
    <form
      className="sign-in-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        onCode(code);
      }}
    >
      <Field
        label={words.code}
        className="sign-in-code"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        dir="ltr"
        // eslint-disable-next-line jsx-a11y/no-autofocus -- the page is there to ask for this alone
        autoFocus
        value={code}
        error={error}
        onChange={(event) => {
          const digits = event.currentTarget.value.replace(/\D/gu, "").slice(0, 6);
          setCode(digits);
          if (digits.length === 6 && digits !== code) onCode(digits);
        }}
      />
      <Button type="submit" look="filled" wide busy={busy} disabled={code.length < 6}>
        {words.confirm}
      </Button>
      <div className="sign-in-others">
        <Button
          look="plain"
          disabled={left > 0 || busy}
          onClick={() => {
            restart();
            setCode("");
            onAgain();
          }}
        >
          {left > 0 ? words.againIn(left) : words.again}
        </Button>
        <Button look="plain" onClick={onOtherNumber}>
          {words.otherNumber}
        </Button>
      </div>
    </form>
  );
}

/** Seconds until zero, and how to begin anew. */
function useCountdown(seconds: number): readonly [number, () => void] {
  const [left, setLeft] = useState(seconds);
  useEffect(() => {
    if (left === 0) return;
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  return [left, () => setLeft(seconds)];
}
