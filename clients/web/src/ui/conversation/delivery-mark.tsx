import type { ReactNode } from "react";

import type { DeliveryState } from "../../client/culver.ts";
import { classes } from "../basics/classes.ts";
import { useText } from "../text/use-text.tsx";
import "./delivery.css";

/** How far an own message got: a clock, one tick, two ticks, two ticks in a filled mark, an exclamation mark. */
export function DeliveryMark({ state }: { readonly state: DeliveryState }): ReactNode {
  const text = useText();
  return (
    <span className={classes("delivery", `delivery-${state}`)}>
      <svg width="18" height="14" viewBox="0 0 18 14" fill="none" aria-hidden="true">
        {drawing(state)}
      </svg>
      <span className="unseen">{text.chat.state[state]}</span>
    </span>
  );
}

function drawing(state: DeliveryState): ReactNode {
  const line = { stroke: "currentColor", strokeWidth: 1.6, strokeLinecap: "round", strokeLinejoin: "round" } as const;
  switch (state) {
    case "preparing":
    case "sending":
    case "waiting":
      return <path {...line} d="M10 2a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM10 4.5V7l1.7 1" />;
    case "sent":
      return <path {...line} d="M5.5 7.5 8 10l5-6" />;
    case "delivered":
      return <path {...line} d="M2 7.5 4.5 10l5-6M8.5 9.5l.5.500 5-6" />;
    case "read":
      return (
        <>
          <rect x="0" y="0.5" width="18" height="13" rx="6.5" fill="currentColor" />
          <path {...line} className="delivery-tick" d="M3.5 7.3 5.8 9.5l4-4.8M9 9l.6.500 4-4.8" />
        </>
      );
    case "failed":
      return <path {...line} d="M10 2a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM10 4.5v3M10 9.5v.01" />;
  }
}
