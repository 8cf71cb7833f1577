import type { ComponentProps, ReactNode } from "react";

import { classes } from "./classes.ts";
import { Icon } from "./icon.tsx";
import "./select.css";

/** One of a list that opens, as the system does it; closed it looks like a field. */
export function Select({ className, ...rest }: ComponentProps<"select">): ReactNode {
  return (
    <span className={classes("select", className)}>
      <select {...rest} />
      <Icon name="down" size={18} />
    </span>
  );
}
