import { update } from "../history/update.ts";
import type { Environment, Self } from "../ports.ts";
import { hasEnded, membersOf, type State } from "../state.ts";
import type { DevicesChanged } from "./directory.ts";

/** Announces a contact's new device in the conversations with them. */
export async function announceDevices(
  environment: Environment,
  state: State,
  self: Self,
  change: DevicesChanged,
): Promise<void> {
  const { account } = change;
  if (change.added.length === 0 || account === self.account) {
    return;
  }
  for (const { id } of state.conversations()) {
    await state.withConversation(id, async () => {
      const row = state.conversation(id);
      if (row === undefined || !membersOf(row).includes(account) || hasEnded(row)) {
        return;
      }
      const now = update(state, row, self.account);
      await now.append({
        epoch: state.own().logEpoch ?? 0,
        author: account,
        time: environment.now(),
        content: { is: "new-device" },
      });
      await now.commit();
    });
  }
}
