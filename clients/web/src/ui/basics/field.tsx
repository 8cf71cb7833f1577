import { useId, type ComponentProps, type ReactNode } from "react";

import { classes } from "./classes.ts";
import { Icon, type IconName } from "./icon.tsx";
import "./field.css";

interface FieldProps extends Omit<ComponentProps<"input">, "id"> {
  readonly label: string;
  /** Hides the label from the eye, where the place says it already. */
  readonly labelUnseen?: boolean;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly icon?: IconName;
  /** Stands before what is typed, such as `@`. */
  readonly before?: string;
  readonly after?: ReactNode;
}

/** A line to type into, with its label, its hint, and what is wrong with it, told together. */
export function Field({
  label,
  labelUnseen = false,
  hint,
  error,
  icon,
  before,
  after,
  className,
  ...rest
}: FieldProps): ReactNode {
  const id = useId();
  const described = [hint !== undefined && `${id}-hint`, error !== undefined && `${id}-error`]
    .filter(Boolean)
    .join(" ");
  return (
    <div className={classes("field", className)}>
      <label htmlFor={id} className={labelUnseen ? "unseen" : "field-label"}>
        {label}
      </label>
      <div className="field-box">
        {icon && <Icon name={icon} size={18} />}
        {before !== undefined && (
          <span className="field-before" aria-hidden="true">
            {before}
          </span>
        )}
        <input
          autoComplete="off"
          dir="auto"
          {...rest}
          id={id}
          aria-invalid={error !== undefined || undefined}
          aria-describedby={described === "" ? undefined : described}
        />
        {after}
      </div>
      {error !== undefined && (
        <p id={`${id}-error`} className="field-error" role="alert">
          {error}
        </p>
      )}
      {hint !== undefined && (
        <p id={`${id}-hint`} className="field-hint">
          {hint}
        </p>
      )}
    </div>
  );
}
