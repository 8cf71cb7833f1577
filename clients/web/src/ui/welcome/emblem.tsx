import type { ReactNode } from "react";

/** Culver's emblem: a C that is a speech bubble, with what only two people know in its middle. */
export function Emblem({ size = 72 }: { readonly size?: number }): ReactNode {
  return (
    <svg className="emblem" width={size} height={size} viewBox="0 0 72 72" aria-hidden="true">
      <rect className="emblem-ground" width="72" height="72" rx="20" />
      <path className="emblem-line" d="M49 25.5A17 17 0 1 0 49 46.5" />
      <path className="emblem-line" d="M27 49.5 20 57l-1-13" />
      <circle className="emblem-dot" cx="37" cy="36" r="4.5" />
    </svg>
  );
}
