import { update } from "../history/update.ts";
import type { Environment, Self } from "../ports.ts";
import { hasEnded, membersOf, type State } from "../state.ts";
import type { DevicesChanged } from "./directory.ts";

/**
 * Announces a new device of a contact in the conversations with them, and one of this account in all that somebody wrote
 * in: it reads along from here on, whoever added it.
 */
export async function announceDevices(
  environment: Environment,
  state: State,
  self: Self,
  change: DevicesChanged,
): Promise<void> {
  const { account } = change;
  // Whoever comes back as another device of the account needs not be told of it.
  if (change.added.every((device) => device === self.device)) {
    return;
  }
  for (const { id } of state.conversations()) {
    await state.withConversation(id, async () => {
      const row = state.conversation(id);
      if (row === undefined || !membersOf(row).includes(account) || hasEnded(row)) {
        return;
      }
      if (account === self.account && !row.written) {
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
