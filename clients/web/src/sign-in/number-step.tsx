import { useMemo, useState, type ReactNode } from "react";

import { Button } from "../ui/basics/button.tsx";
import { Field } from "../ui/basics/field.tsx";
import { Select } from "../ui/basics/select.tsx";
import { countries, countryOf, homeCountry, internationalNumber } from "../ui/logic/numbers.ts";
import type { Words } from "./words.ts";

interface NumberStepProps {
  readonly words: Words;
  readonly busy: boolean;
  readonly error: string | undefined;
  readonly onNumber: (number: string) => void;
  readonly onWrong: () => void;
}

/** Asks for the phone number, in whatever way people write theirs. */
export function NumberStep({ words, busy, error, onNumber, onWrong }: NumberStepProps): ReactNode {
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState(() => homeCountry(navigator.languages));
  const all = useMemo(() => countries(words.language), [words]);
  const country = countryOf(typed) ?? chosen;
  return (
    <form
      className="sign-in-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const number = internationalNumber(typed, country);
        if (number === undefined) onWrong();
        else onNumber(number);
      }}
    >
      <label className="field">
        <span className="field-label">{words.country}</span>
        <Select
          className="sign-in-country"
          autoComplete="country"
          value={country}
          onChange={(event) => {
            const code = all.find((each) => each.code === event.currentTarget.value)?.code;
            if (code !== undefined) setChosen(code);
          }}
        >
          {all.map(({ code, name, calling }) => (
            <option key={code} value={code}>
              {`${name} (${calling})`}
            </option>
          ))}
        </Select>
      </label>
      <Field
        label={words.number}
        type="tel"
        name="tel"
        inputMode="tel"
        autoComplete="tel"
        dir="ltr"
        // eslint-disable-next-line jsx-a11y/no-autofocus -- the page is there to ask for this alone
        autoFocus
        value={typed}
        error={error}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Button type="submit" look="filled" wide busy={busy}>
        {words.send}
      </Button>
    </form>
  );
}
