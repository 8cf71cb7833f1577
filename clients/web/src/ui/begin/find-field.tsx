import type { ReactNode } from "react";

import { Field } from "../basics/field.tsx";
import { Icon } from "../basics/icon.tsx";
import { isolate } from "../logic/names.ts";
import { useText } from "../text/use-text.tsx";
import type { Find } from "./use-find.ts";

interface FindFieldProps {
  readonly find: Find;
  readonly label: string;
  readonly hint?: string;
}

/** The field to find people with, and the way to look them up. */
export function FindField({ find, label, hint }: FindFieldProps): ReactNode {
  const text = useText().begin;
  return (
    <form
      className="find"
      onSubmit={(event) => {
        event.preventDefault();
        find.lookUp();
      }}
    >
      <Field
        label={label}
        {...(hint === undefined ? {} : { hint })}
        icon="search"
        type="search"
        inputMode="text"
        autoCapitalize="none"
        spellCheck={false}
        data-first
        value={find.query}
        error={find.error}
        onChange={(event) => find.setQuery(event.currentTarget.value)}
      />
      <div role="status">
        {find.busy && <p className="list-note">{text.finding}</p>}
        {find.found === null && (
          <p className="list-note">
            <strong>{text.nobody}.</strong> {text.nobodyHint}
          </p>
        )}
      </div>
      {find.lookable !== undefined && !find.listed && find.found === undefined && !find.busy && (
        <div className="card">
          <button type="submit" className="card-row">
            <Icon name="search" />
            <span className="card-words">{text.find(isolate(find.lookable))}</span>
          </button>
        </div>
      )}
    </form>
  );
}
