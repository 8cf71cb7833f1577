import type { Identifier } from "../../wire/identifiers.ts";
import type { Environment, ListedDevice, Server } from "../ports.ts";
import type { State } from "../state.ts";
import { currentDevices, type KnownDevice, type PersonRow } from "./rows.ts";

/** As many accounts as one request names at most. */
const MOST_ACCOUNTS = 100;
/** For so many milliseconds what was listed is taken for what is listed, by whoever only wants to see whether it is. */
const FRESH = 60_000;

/** Devices of an account that came since it was last asked for, or went. */
export interface DevicesChanged {
  readonly account: Identifier;
  /** When that was seen, by this device's clock. */
  readonly at: number;
  readonly added: readonly Identifier[];
  readonly removed: readonly Identifier[];
}

/** Keeps the lists of accounts' devices up to date with the server's key directory. */
export interface Directory {
  /** Fetches and stores the devices of these accounts. Throws what the request throws. */
  refresh(accounts: readonly Identifier[]): Promise<void>;
  /** The same for those of them that were not fetched just now. */
  glance(accounts: readonly Identifier[]): Promise<void>;
  /** Has told what an engine before this one did not come to tell. */
  resume(): Promise<void>;
}

/**
 * @param changed hears of changed devices of accounts that were known, after they were stored; again if this ends before
 *   it is through
 * @param distrust hears what the server said that cannot be true, for a log
 */
export function directory(
  environment: Environment,
  state: State,
  api: Server,
  changed: (change: DevicesChanged) => Promise<void>,
  distrust: (what: string) => void,
): Directory {
  const fetchedAt = new Map<Identifier, number>();

  const tell = async (changes: readonly DevicesChanged[]): Promise<void> => {
    for (const change of changes) {
      await changed(change);
      await state.withPeople(async () => {
        const person = state.person(change.account);
        if (person?.untold?.at === change.at) {
          const { untold: _untold, ...rest } = person;
          await state.write({ people: [rest] });
        }
      });
    }
  };

  const ask = async (accounts: readonly Identifier[]): Promise<void> => {
    const answer = await api.lookUpDirectory(accounts);
    const listed = new Map(answer.accounts.map(({ account, devices }) => [account, devices]));
    const told = await state.withPeople(async () => {
      const updates = accounts.map((account) =>
        listedNow(state.person(account), account, listed.get(account) ?? [], environment.now()),
      );
      updates.flatMap((update) => update.distrust).forEach(distrust);
      const rows = updates.flatMap((update) => (update.row === undefined ? [] : [update.row]));
      if (rows.length > 0) {
        await state.write({ people: rows });
      }
      return updates.flatMap((update) => (update.change === undefined ? [] : [update.change]));
    });
    await tell(told);
  };
  /** What is under way counts as fetched, so that nobody asks twice at once. */
  const asked = async (accounts: readonly Identifier[]): Promise<void> => {
    const now = environment.now();
    accounts.forEach((account) => fetchedAt.set(account, now));
    try {
      await ask(accounts);
    } catch (failed) {
      accounts.forEach((account) => fetchedAt.delete(account));
      throw failed;
    }
  };

  const refresh = async (accounts: readonly Identifier[]): Promise<void> => {
    const each = [...new Set(accounts)];
    for (let from = 0; from < each.length; from += MOST_ACCOUNTS) {
      await asked(each.slice(from, from + MOST_ACCOUNTS));
    }
  };

  return {
    resume: () => tell(state.people().flatMap(({ account, untold }) => (untold ? [{ account, ...untold }] : []))),
    refresh,
    glance: (accounts) =>
      refresh(accounts.filter((account) => environment.now() - (fetchedAt.get(account) ?? -Infinity) >= FRESH)),
  };
}

interface Listing {
  readonly row?: PersonRow;
  readonly change?: DevicesChanged;
  readonly distrust: readonly string[];
}

/** Keys of a device never change: what is listed with others than before is not believed. */
function listedNow(
  person: PersonRow | undefined,
  account: Identifier,
  claimed: readonly ListedDevice[],
  at: number,
): Listing {
  const known = new Map((person?.devices ?? []).map((device) => [device.device, device]));
  const listed = claimed.map((device) => known.get(device.device) ?? device);
  const distrust = claimed
    .filter((device) => !sameKeys(known.get(device.device) ?? device, device))
    .map(({ device }) => `device ${device} of account ${account} is listed with other keys than before`);
  const before = new Set(currentDevices(person).map((device) => device.device));
  const now = new Set(listed.map((device) => device.device));
  const added = [...now].filter((device) => !before.has(device));
  const removed = [...before].filter((device) => !now.has(device));
  if (person?.devices !== undefined && added.length === 0 && removed.length === 0) {
    return { distrust };
  }
  const devices: KnownDevice[] = [
    ...listed.map(({ device, signingKey, sealingKey }) => ({ device, signingKey, sealingKey, removed: false })),
    ...[...known.values()].filter(({ device }) => !now.has(device)).map((device) => ({ ...device, removed: true })),
  ];
  const { verified, ...rest } = person ?? { account };
  const row: PersonRow = { ...rest, devices, ...(verified === undefined ? {} : { changed: true }) };
  if (person?.devices === undefined) {
    return { row, distrust };
  }
  const untold = {
    at,
    added: [...(person.untold?.added ?? []), ...added],
    removed: [...(person.untold?.removed ?? []), ...removed],
  };
  return { row: { ...row, untold }, change: { account, ...untold }, distrust };
}

const sameKeys = (one: ListedDevice, other: ListedDevice): boolean =>
  one.signingKey === other.signingKey && one.sealingKey === other.sealingKey;
