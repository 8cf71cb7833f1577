import type { Identifier } from "../../wire/identifiers.ts";
import { textOrder } from "../../wire/identifiers.ts";
import type { Recipient, Self } from "../ports.ts";
import type { State } from "../state.ts";
import { currentDevices } from "./rows.ts";

/** As many devices as one message can be sealed to. */
export const MOST_RECIPIENTS = 64;

/** The key that verifies what a device signs, also one that was removed; undefined for one never listed. */
export const signingKeyOf = (state: State, account: Identifier, device: Identifier): string | undefined =>
  state.person(account)?.devices?.find((known) => known.device === device)?.signingKey;

/** Those of these accounts whose devices were never asked for. */
export const unknownOf = (state: State, accounts: readonly Identifier[]): Identifier[] =>
  accounts.filter((account) => state.person(account)?.devices === undefined);

/** The devices of these accounts as last listed, but this one, which needs no sealed key. In text order. */
export function recipientsOf(state: State, accounts: readonly Identifier[], self: Self): Recipient[] {
  return [...new Set(accounts)].sort(textOrder).flatMap((account) =>
    currentDevices(state.person(account))
      .filter(({ device }) => device !== self.device)
      .map(({ device, sealingKey }) => ({ account, device, sealingKey }))
      .sort((one, other) => textOrder(one.device, other.device)),
  );
}
