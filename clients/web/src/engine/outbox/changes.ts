import type { Identifier } from "../../wire/identifiers.ts";
import { isReference } from "../history/content.ts";
import type { Self } from "../ports.ts";
import type { State } from "../state.ts";
import { isWaiting, unsealed, type OutboxRow } from "./rows.ts";

/** The files of a message are on the server: it may be sent. */
export async function uploaded(state: State, { conversation, id }: OutboxRow): Promise<void> {
  await state.withConversation(conversation, async () => {
    const row = state.outbox(conversation).find((each) => each.id === id);
    if (row !== undefined) {
      await state.write({ outbox: [{ ...row, uploads: [] }] });
    }
  });
}

/** A message that failed waits again, and whatever contradicted itself in its conversation is forgiven. */
export async function retried(state: State, conversation: Identifier, id: Identifier): Promise<void> {
  await state.withConversation(conversation, async () => {
    const row = state.outbox(conversation).find((each) => each.id === id);
    if (row?.outcome.is === "failed") {
      await state.write({ outbox: [{ ...unsealed(row), outcome: { is: "waiting" } }] });
    }
    const current = state.conversation(conversation);
    if (current?.distrusted === true) {
      const { distrusted: _distrusted, ...rest } = current;
      await state.write({ conversations: [rest] });
    }
  });
}

/**
 * Takes out a message that has failed or was never tried, and what was to change it. Answers whether it did.
 *
 * @param cancel ends what moves of its files, before they go
 */
export function discarded(
  state: State,
  conversation: Identifier,
  id: Identifier,
  cancel: (files: readonly Identifier[]) => void,
): Promise<boolean> {
  return state.withConversation(conversation, async () => {
    const row = state.outbox(conversation).find((each) => each.id === id);
    const untried = row !== undefined && isWaiting(row) && row.since === undefined;
    const unsent = row !== undefined && ["failed", "preparing", "unprepared"].includes(row.outcome.is);
    if (row === undefined || !(untried || unsent)) {
      return false;
    }
    const files = row.content.is === "media" ? row.content.files.map((file) => file.media) : [];
    cancel(files);
    const about = state
      .outbox(conversation)
      .filter(({ content, since }) => isReference(content) && content.to.id === id && since === undefined);
    await state.write({ outboxGone: [id, ...about.map((each) => each.id)], mediaGone: files });
    return true;
  });
}

/**
 * This may be another device of the account than the one that wrote what waits. What the former one tried may have got
 * through, which only the logs can tell: the server would not recognise a repetition by another device.
 */
export async function takenOver(state: State, self: Self): Promise<void> {
  const { device } = state.own();
  if (device === self.device) {
    return;
  }
  const tried = state.outboxConversations().flatMap((conversation) =>
    state
      .outbox(conversation)
      .filter((row) => isWaiting(row) && row.since !== undefined)
      .map((row) => ({ ...unsealed(row), unsure: true })),
  );
  await state.write({ outbox: device === undefined ? [] : tried, own: { ...state.own(), device: self.device } });
}
