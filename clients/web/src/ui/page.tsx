import { useEffect, useRef, type ReactNode } from "react";

import { IconLink } from "./basics/button.tsx";
import { hrefOf, type Route } from "./logic/routes.ts";
import { useText } from "./text/use-text.tsx";

interface PageProps {
  readonly title: string;
  /** Where the arrow leads. */
  readonly back: Route;
  /** Closes, rather than goes back: beside something else. */
  readonly beside?: boolean;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page beside the list: its head with a way back, and its body. Moving here moves the focus to its title. */
export function Page({ title, back, beside = false, actions, children }: PageProps): ReactNode {
  const text = useText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), []);
  const Heading = beside ? "h2" : "h1";
  return (
    <div className="page">
      <header className="page-head">
        <IconLink
          icon={beside ? "close" : "back"}
          label={beside ? text.common.close : text.common.back}
          href={hrefOf(back)}
        />
        <Heading ref={heading} tabIndex={-1} className="page-title one-line">
          {title}
        </Heading>
        {actions}
      </header>
      <div className="page-body">
        <div className="page-column">{children}</div>
      </div>
    </div>
  );
}
