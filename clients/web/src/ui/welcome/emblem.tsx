import type { ReactNode } from "react";

/** Culver's emblem, a dove (which is what the word means) in a speech bubble. */
export function Emblem({ size = 72 }: { readonly size?: number }): ReactNode {
  return (
    <svg className="emblem" width={size} height={size} viewBox="0 0 72 72" aria-hidden="true">
      <rect className="emblem-ground" width="72" height="72" rx="20" />
      <path
        className="emblem-bird"
        d="M17 24c7 1 12 4 16 9 1-7 6-11 12-11 5 0 8 3 9 7l5 3-5 2c-1 12-9 20-21 20-5 0-9-1-12-4 4 0 7-1 9-3-7-2-12-9-13-23z"
      />
      <circle className="emblem-ground" cx="46.5" cy="29.5" r="1.8" />
    </svg>
  );
}
