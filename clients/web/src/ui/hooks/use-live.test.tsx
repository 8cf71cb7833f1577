// @vitest-environment jsdom
import { act, cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { ReactNode } from "react";

import { cell } from "../testing/cell.ts";
import { useLive } from "./use-live.ts";

afterEach(cleanup);

test("something live is subscribed to once, however often it is drawn", () => {
  const value = cell("one");
  let subscriptions = 0;
  const live = {
    current: () => value.current(),
    subscribe: (changed: () => void) => {
      subscriptions += 1;
      return value.subscribe(changed);
    },
  };
  const Shown = (): ReactNode => <p>{useLive(live)}</p>;
  const { container, rerender } = render(<Shown />);
  act(() => value.set("two"));
  rerender(<Shown />);
  expect(container.textContent).toBe("two");
  expect(subscriptions).toBe(1);
});
