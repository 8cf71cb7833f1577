// @vitest-environment jsdom
import { cleanup, render } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";

import type { DeliveryState } from "../../client/culver.ts";
import { de } from "../text/de.ts";
import { en } from "../text/en.ts";
import { TextProvider } from "../text/use-text.tsx";
import { DeliveryMark } from "./delivery-mark.tsx";

afterEach(cleanup);

const states: readonly DeliveryState[] = ["preparing", "sending", "waiting", "sent", "delivered", "read", "failed"];
// All wait: for encryption, for the server, or for a network.
const alike: readonly DeliveryState[] = ["preparing", "sending", "waiting"];

test.each([
  ["en", en],
  ["de", de],
] as const)("how far a message got can be told without colour, by shape and by name (%s)", (language, text) => {
  const marks = states.map((state) => {
    const { container } = render(
      <TextProvider language={language}>
        <DeliveryMark state={state} />
      </TextProvider>,
    );
    const shapes = [...container.querySelectorAll("path, rect")].map(
      (shape) => `${shape.tagName} ${shape.getAttribute("d") ?? ""}`,
    );
    return { state, shape: shapes.join(), name: container.textContent };
  });
  expect(marks.map(({ name }) => name)).toEqual(states.map((state) => text.chat.state[state]));
  expect(new Set(marks.map(({ name }) => name)).size).toBe(states.length);
  expect(new Set(marks.map(({ shape }) => shape)).size).toBe(states.length - alike.length + 1);
});
