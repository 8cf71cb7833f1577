import type { ComponentProps, ReactNode } from "react";

import { classes } from "./classes.ts";
import { Icon, type IconName } from "./icon.tsx";
import { Tooltip } from "./tooltip.tsx";
import "./button.css";

interface ButtonProps extends ComponentProps<"button"> {
  /** In a dialog: the focus begins here. */
  readonly "data-first"?: boolean;
  /** `filled` for the one thing to do here, `soft` for others, `plain` for what stands back; `danger` destroys. */
  readonly look?: "filled" | "soft" | "plain" | "danger" | "danger-plain";
  readonly icon?: IconName;
  /** Shows that it is at work; it cannot be pressed meanwhile. */
  readonly busy?: boolean;
  readonly wide?: boolean;
}

/** A button with words. */
export function Button({
  look = "soft",
  icon,
  busy = false,
  wide = false,
  className,
  children,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      {...rest}
      className={classes("button", `button-${look}`, wide && "button-wide", className)}
      aria-busy={busy || undefined}
      disabled={rest.disabled === true || busy}
    >
      {busy ? <span className="spinner" aria-hidden="true" /> : icon && <Icon name={icon} size={20} />}
      <span>{children}</span>
    </button>
  );
}

interface LinkProps extends ComponentProps<"a"> {
  readonly look?: "filled" | "soft" | "plain";
  readonly icon?: IconName;
  readonly wide?: boolean;
}

/** A link that looks like a button. */
export function ButtonLink({ look = "soft", icon, wide = false, className, children, ...rest }: LinkProps): ReactNode {
  return (
    <a {...rest} className={classes("button", `button-${look}`, wide && "button-wide", className)}>
      {icon && <Icon name={icon} size={20} />}
      <span>{children}</span>
    </a>
  );
}

interface IconButtonProps extends Omit<ComponentProps<"button">, "aria-label"> {
  /** What it does: its name, and its tooltip. */
  readonly label: string;
  readonly icon: IconName;
  readonly look?: "plain" | "filled" | "danger";
  /** Of the icon, in pixels. */
  readonly size?: number;
}

/** A button with an icon alone, 44 pixels wide and high. */
export function IconButton({ label, icon, look = "plain", size = 22, className, ...rest }: IconButtonProps): ReactNode {
  return (
    <Tooltip text={label}>
      <button
        type="button"
        {...rest}
        aria-label={label}
        className={classes("icon-button", `icon-button-${look}`, className)}
      >
        <Icon name={icon} size={size} />
      </button>
    </Tooltip>
  );
}

interface IconLinkProps extends Omit<ComponentProps<"a">, "aria-label"> {
  readonly label: string;
  readonly icon: IconName;
}

/** A link with an icon alone. */
export function IconLink({ label, icon, className, ...rest }: IconLinkProps): ReactNode {
  return (
    <Tooltip text={label}>
      <a {...rest} aria-label={label} className={classes("icon-button icon-button-plain", className)}>
        <Icon name={icon} />
      </a>
    </Tooltip>
  );
}
