// @vitest-environment jsdom
import { cleanup, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import type { Attachment, Line } from "../../client/culver.ts";
import { CulverProvider } from "../hooks/use-culver.tsx";
import { attachment, line } from "../testing/lines.ts";
import { identifier } from "../testing/people.ts";
import { setUpWindow } from "../testing/setup.ts";
import { standIn, type StandIn } from "../testing/standin.ts";
import { Attachments } from "./attachments.tsx";

let culver: StandIn;
beforeEach(async () => {
  setUpWindow();
  culver = await standIn({ conversations: 0, lines: 1 });
});
afterEach(cleanup);

const me = identifier("me", 0);
const own = (state: Line["state"], file: Attachment): Line =>
  line("c", 1, 0, me, { is: "media", files: [file] }, state === undefined ? {} : { state });

function show(shown: Line, file: Attachment): HTMLElement {
  const { container } = render(
    <CulverProvider value={culver}>
      <Attachments line={shown} files={[file]} tabIndex={0} />
    </CulverProvider>,
  );
  return container;
}

test.each([
  ["image/jpeg", "waiting", "Waiting for the network"],
  ["image/jpeg", "sending", "Waiting to try again"],
  ["application/pdf", "waiting", "Waiting for the network"],
  ["audio/webm", "waiting", "Waiting for the network"],
] as const)("an upload of %s that is tried again by itself (%s) says so, and can be paused", (type, state, words) => {
  const pause = vi.spyOn(culver.messages, "pause");
  const file = attachment("f", type, { transfer: { is: "waiting" }, local: true });
  const container = show(own(state, file), file);
  expect(container.textContent).toContain(words);
  expect(container.textContent).not.toContain("Did not work");
  screen.getByRole("button", { name: `Pause: ${words}` }).click();
  expect(pause).toHaveBeenCalledOnce();
});

test.each(["image/jpeg", "application/pdf", "audio/webm"])(
  "a failed upload of %s says so, and is gone on with",
  (type) => {
    const resume = vi.spyOn(culver.messages, "resume");
    const open = vi.spyOn(culver.messages, "open");
    const file = attachment("f", type, { transfer: { is: "failed" } });
    const container = show(own("sending", file), file);
    expect(container.textContent).toContain("Did not work");
    screen.getByRole("button", { name: /^Resume: / }).click();
    expect(resume).toHaveBeenCalledOnce();
    expect(open).not.toHaveBeenCalled();
  },
);

test.each(["uploading", "waiting", "paused"] as const)(
  "one's own picture is shown as it is while it is %s",
  async (is) => {
    const open = vi.spyOn(culver.messages, "open").mockResolvedValue(new Blob(["picture"], { type: "image/jpeg" }));
    const resume = vi.spyOn(culver.messages, "resume");
    const file = attachment("f", "image/jpeg", {
      size: 50_000_000,
      local: true,
      transfer: is === "uploading" ? { is, share: 0.1 } : { is },
    });
    const container = show(own("sending", file), file);
    await waitFor(() => expect(container.querySelector("img.picture-image:not(.picture-blurred)")).not.toBeNull());
    expect(open).toHaveBeenCalledOnce();
    // Looking at it changes nothing about its upload, and that can still be stopped or gone on with.
    expect(resume).not.toHaveBeenCalled();
    expect(screen.getByRole("button", { name: /^(?:Pause|Resume): / })).toBeTruthy();
  },
);

test.each(["preparing", "uploading", "waiting", "paused"] as const)(
  "one's own voice message can be heard while it is %s",
  async (is) => {
    const open = vi.spyOn(culver.messages, "open").mockResolvedValue(new Blob(["voice"], { type: "audio/webm" }));
    const play = vi.spyOn(HTMLMediaElement.prototype, "play").mockResolvedValue();
    const resume = vi.spyOn(culver.messages, "resume");
    const file = attachment("f", "audio/webm", {
      voice: true,
      local: true,
      transfer: is === "uploading" || is === "preparing" ? { is, share: 0.1 } : { is },
    });
    show(own("sending", file), file);
    screen.getByRole("button", { name: /^Play: / }).click();
    await waitFor(() => expect(play).toHaveBeenCalledOnce());
    expect(open).toHaveBeenCalledOnce();
    expect(resume).not.toHaveBeenCalled();
    expect(screen.getByRole(is === "preparing" ? "progressbar" : "button", { name: /^(?:Encrypting|Pause|Resume): / }));
  },
);

test("somebody else's picture that is not here is not got by itself while it moves", () => {
  const open = vi.spyOn(culver.messages, "open");
  const file = attachment("f", "image/jpeg", { transfer: { is: "paused" } });
  show(line("c", 1, 0, identifier("p", 1), { is: "media", files: [file] }), file);
  expect(open).not.toHaveBeenCalled();
});

test.each(["image/jpeg", "application/pdf", "audio/webm"])(
  "how far %s is encrypted is told, and nothing is offered",
  (type) => {
    const file = attachment("f", type, { transfer: { is: "preparing", share: 0.4 } });
    const container = show(own("preparing", file), file);
    expect(container.textContent).toContain("Encrypting");
    const bar = screen.getByRole("progressbar", { name: /^Encrypting: / });
    expect(bar.getAttribute("aria-valuenow")).toBe("40");
    expect(screen.queryByRole("button", { name: /^(?:Pause|Resume|Download|Save)/ })).toBeNull();
  },
);
