import type { Identifier } from "../../wire/identifiers.ts";
import { update } from "../history/update.ts";
import type { Environment, Self } from "../ports.ts";
import { hasEnded, membersOf, type State } from "../state.ts";
import type { OwnRow } from "../store.ts";
import type { DevicesChanged } from "./directory.ts";

/** So many lines of a conversation are looked through for what was told before. */
const LATEST = 20;

/**
 * Announces a new device of a contact in the conversations with them, and one of this account in all that somebody wrote
 * in: it reads along from here on, whoever added it. Of a contact's device that is gone, the conversation with them tells.
 */
export async function announceDevices(
  environment: Environment,
  state: State,
  self: Self,
  change: DevicesChanged,
): Promise<void> {
  const { account } = change;
  if (account === self.account) {
    await noteOwn(environment, state, self, change);
  }
  const is = toldOf(self, change);
  if (is === undefined) {
    return;
  }
  for (const { id } of state.conversations()) {
    await state.withConversation(id, async () => {
      const row = state.conversation(id);
      if (row === undefined || !membersOf(row).includes(account) || hasEnded(row)) {
        return;
      }
      if ((account === self.account && !row.written) || (is === "removed-device" && row.kind === "group")) {
        return;
      }
      // It may have been told here before the engine ended.
      const latest = await state.store.lines(id, { below: row.order + 1, most: LATEST, from: "end" });
      if (latest.some(({ content, author, time }) => content.is === is && author === account && time >= change.at)) {
        return;
      }
      const now = update(state, row, self.account);
      await now.append({
        epoch: state.own().logEpoch ?? 0,
        author: account,
        time: environment.now(),
        content: { is },
      });
      await now.commit();
    });
  }
}

/** What conversations say of it. That a contact has a device less is told since the safety number with them is another. */
function toldOf(self: Self, { account, added, removed }: DevicesChanged): "new-device" | "removed-device" | undefined {
  // Whoever comes back as another device of the account needs not be told of it.
  if (added.some((device) => device !== self.device)) {
    return "new-device";
  }
  return removed.length > 0 && account !== self.account ? "removed-device" : undefined;
}

/** Remembers the account's new devices until the person has said that they are theirs, or has removed them. */
const noteOwn = (environment: Environment, state: State, self: Self, change: DevicesChanged): Promise<void> =>
  state.withOwn(async () => {
    const known = state.own().newDevices ?? [];
    const left = known.filter(({ device }) => !change.removed.includes(device));
    const added = change.added.filter(
      (device) => device !== self.device && !known.some((other) => other.device === device),
    );
    await keep(state, [...left, ...added.map((device) => ({ device, at: environment.now() }))]);
  });

/** The person has said that these are theirs. */
export const acknowledgeDevices = (state: State, devices: readonly Identifier[]): Promise<void> =>
  state.withOwn(() =>
    keep(
      state,
      (state.own().newDevices ?? []).filter(({ device }) => !devices.includes(device)),
    ),
  );

async function keep(state: State, newDevices: NonNullable<OwnRow["newDevices"]>): Promise<void> {
  const { newDevices: before = [], ...own } = state.own();
  if (newDevices.length !== before.length || newDevices.some(({ device }, at) => device !== before[at]?.device)) {
    await state.write({ own: { ...own, ...(newDevices.length === 0 ? {} : { newDevices }) } });
  }
}
