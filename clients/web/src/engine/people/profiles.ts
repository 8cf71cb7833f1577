import { Refused } from "../../wire/failures.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import { toBase64 } from "../../wire/base64.ts";
import { randomBytes } from "../../wire/bytes.ts";
import type { Account, OwnDevices } from "../../wire/generated/wire.ts";
import type { Cryptography, Environment, ProfileContent, Self, Server } from "../ports.ts";
import type { State } from "../state.ts";
import type { OwnDevice, PersonRow } from "./rows.ts";

/** Names of accounts and devices, which the server has only encrypted. Requests throw as {@link Server} does. */
export interface Profiles {
  /** A message brought the key to its sender's names. */
  learned(account: Identifier, key: string, time: number): Promise<void>;
  /** Another device of this account knows the key to somebody's names: taken where none is known. */
  told(account: Identifier, key: string): Promise<void>;
  /** Fetches an account's handle, name and picture. */
  refresh(account: Identifier): Promise<void>;
  /** Asks for the handles of those of whom nothing is known to call them by. */
  meet(accounts: readonly Identifier[]): Promise<void>;
  /** This account, as the server has it now. */
  refreshOwn(): Promise<void>;
  /** Changes what is given of name and picture, and keeps the rest as the server has it; an empty name is none. */
  setProfile(change: ProfileContent): Promise<void>;
  /** Asks for the names whose key was told and for which nobody has asked yet: it was too soon, or nothing answered. */
  lookAgain(): void;
  /** Makes the key to this account's names where no other device can tell it, and names this device. */
  complete(): Promise<void>;
  /** The name that this device is to get, as soon as the key is known. */
  wantDeviceName(name: string): Promise<void>;
  rename(device: Identifier, name: string): Promise<void>;
  /** This account's devices, this one first. */
  devices(): Promise<readonly OwnDevice[]>;
  /** Fetches and stores them. */
  refreshDevices(): Promise<void>;
}

/** Who had no handle is not asked for sooner again, in milliseconds. */
const LOOK_AGAIN = 7 * 24 * 3_600_000;
/** For whoever tells the same key again and again the server is not asked more often. */
const TOLD_AGAIN = 60_000;

export function profiles(
  environment: Environment,
  state: State,
  api: Server,
  crypto: Cryptography,
  self: () => Self,
): Profiles {
  const put = (account: Identifier, change: (row: PersonRow) => PersonRow): Promise<void> =>
    state.withPeople(async () => {
      const row = state.person(account) ?? { account };
      const now = change(row);
      if (JSON.stringify(now) !== JSON.stringify(row)) {
        await state.write({ people: [now] });
      }
    });

  /** Takes the newest key that was seen. Answers whether it is another one than before. */
  const adopt = (key: string, time: number): Promise<boolean> =>
    state.withOwn(async () => {
      const own = state.own();
      const older = own.profileKey !== undefined && (own.profileKeyTime ?? 0) > time;
      if (own.profileKey === key || older) {
        return false;
      }
      await state.write({ own: { ...own, profileKey: key, profileKeyTime: time } });
      return true;
    });

  const newKey = async (): Promise<string> => {
    const key = toBase64(randomBytes(32));
    await adopt(key, environment.now());
    return key;
  };

  const opened = async (account: Identifier, key: string | undefined, blob: string | undefined) =>
    key === undefined || blob === undefined ? undefined : await crypto.openProfile(key, account, blob);

  const take = async (account: Identifier, key: string | undefined, answer: Account): Promise<void> => {
    const { handle } = answer;
    const profile = await opened(account, key, answer.profile);
    await put(account, ({ handle: _handle, ...row }) => {
      const named = handle === undefined ? row : { ...row, handle };
      if (profile === undefined) {
        return named;
      }
      const { name: _name, picture: _picture, ...rest } = named;
      return { ...rest, ...profile };
    });
  };

  const refresh = async (account: Identifier): Promise<void> => {
    await take(account, keyOf(account), await api.getAccount(account));
  };

  const isStranger = (account: Identifier): boolean => {
    const { name, handle, lookedAt } = state.person(account) ?? {};
    const due = lookedAt === undefined || environment.now() - lookedAt >= LOOK_AGAIN;
    return account !== self().account && name === undefined && handle === undefined && due;
  };

  /** Those who wait for their next turn to be asked for. */
  const waiting = new Set<Identifier>();

  const look = async (account: Identifier): Promise<void> => {
    if (waiting.has(account)) {
      return;
    }
    const wait = (state.person(account)?.lookedAt ?? 0) + TOLD_AGAIN - environment.now();
    if (wait > 0) {
      waiting.add(account);
      environment.after(wait, () => {
        waiting.delete(account);
        // Without an answer it stays to be done at the next connection.
        look(account).catch(() => undefined);
      });
      return;
    }
    const lookedAt = environment.now();
    await put(account, (row) => ({ ...row, lookedAt }));
    await refresh(account);
    if (!waiting.has(account)) {
      await put(account, ({ told: _told, ...row }) => row);
    }
  };

  const refreshOwn = async (): Promise<void> => {
    const { account } = self();
    await take(account, keyOf(account), await api.getOwnAccount());
  };

  let changing: Promise<void> = Promise.resolve();

  const setProfile = async (change: ProfileContent): Promise<void> => {
    const { account } = self();
    // Another device may have written what is not changed here.
    await refreshOwn();
    const content = changed(state.person(account) ?? {}, change);
    const key = state.own().profileKey ?? (await newKey());
    const profile = await crypto.sealProfile(key, account, content);
    const noted = (): Promise<void> =>
      state.withOwn(() => state.write({ own: { ...state.own(), profileChanged: environment.now() } }));
    // Before, too: this tab may end while the server has it.
    await noted();
    try {
      await api.setProfile(profile);
      await put(account, ({ name: _name, picture: _picture, ...row }) => ({ ...row, ...content }));
    } finally {
      // The server may have it even if its answer does not come.
      await noted();
    }
  };

  let meeting: Promise<void> = Promise.resolve();

  /** One after the other: a large group is not to take the server's time for itself. */
  const meet = async (accounts: readonly Identifier[]): Promise<void> => {
    for (const account of accounts) {
      if (isStranger(account)) {
        try {
          await refresh(account);
        } catch (failed) {
          if (!isNotFound(failed)) {
            throw failed;
          }
        }
        const lookedAt = environment.now();
        await put(account, (row) => ({ ...row, lookedAt }));
      }
    }
  };

  const keyOf = (account: Identifier): string | undefined =>
    account === self().account ? state.own().profileKey : state.person(account)?.profileKey;

  const rename = async (device: Identifier, name: string): Promise<void> => {
    const key = state.own().profileKey;
    if (key === undefined) {
      await wantDeviceName(name);
      return;
    }
    const sealed = await crypto.sealDeviceName(key, self().account, device, name);
    await api.renameDevice(device, sealed);
  };

  const wantDeviceName = (name: string): Promise<void> =>
    state.withOwn(() => state.write({ own: { ...state.own(), deviceName: name } }));

  const nameThisDevice = async (): Promise<void> => {
    const { deviceName, profileKey } = state.own();
    if (deviceName === undefined || profileKey === undefined) {
      return;
    }
    await rename(self().device, deviceName);
    await state.withOwn(async () => {
      const { deviceName: named, ...own } = state.own();
      if (named === deviceName) {
        await state.write({ own });
      }
    });
  };

  const devices = async (): Promise<readonly OwnDevice[]> => {
    const answer = await api.listDevices();
    const listed = await Promise.all(answer.devices.map(device));
    return listed.sort((one, other) => Number(other.current) - Number(one.current) || one.addedAt - other.addedAt);
  };

  const device = async (listed: OwnDevices["devices"][number]): Promise<OwnDevice> => {
    const key = state.own().profileKey;
    const name =
      key === undefined || listed.name === undefined
        ? undefined
        : await crypto.openDeviceName(key, self().account, listed.device, listed.name);
    const { device: id, current, addedAt } = listed;
    return { device: id, current, addedAt, ...(name === undefined ? {} : { name }) };
  };

  return {
    refresh,
    rename,
    wantDeviceName,
    devices,
    async refreshDevices() {
      const listed = await devices();
      await state.withOwn(() => state.write({ own: { ...state.own(), devices: listed } }));
    },
    meet(accounts) {
      meeting = meeting.catch(() => undefined).then(() => meet(accounts));
      return meeting;
    },
    async learned(account, key, time) {
      const own = account === self().account;
      const isNew = own ? await adopt(key, time) : state.person(account)?.profileKey !== key;
      // A key that is known is told again when what it opens has changed.
      await put(account, ({ lookedAt, ...row }) => ({
        ...row,
        ...(own ? {} : { profileKey: key }),
        told: true,
        ...(isNew || lookedAt === undefined ? {} : { lookedAt }),
      }));
      if (own && isNew) {
        await nameThisDevice();
      }
      await look(account);
    },
    async told(account, key) {
      if (account === self().account) {
        return;
      }
      await put(account, (row) => {
        const { lookedAt: _before, ...rest } = row;
        return row.profileKey === undefined ? { ...rest, profileKey: key, told: true } : row;
      });
      if (state.person(account)?.told === true) {
        await look(account);
      }
    },
    lookAgain() {
      for (const { account, told } of state.people()) {
        if (told === true) {
          look(account).catch(() => undefined);
        }
      }
    },
    refreshOwn,
    setProfile(change) {
      changing = changing.catch(() => undefined).then(() => setProfile(change));
      return changing;
    },
    async complete() {
      if (state.own().profileKey === undefined) {
        const others = await devices();
        if (others.length === 1) {
          await newKey();
        }
      }
      await nameThisDevice();
    },
  };
}

function changed({ name, picture }: ProfileContent, change: ProfileContent): ProfileContent {
  const after = { name, picture, ...change };
  return {
    ...(after.name === undefined || after.name === "" ? {} : { name: after.name }),
    ...(after.picture === undefined ? {} : { picture: after.picture }),
  };
}

/** Whether the server says that there is no such thing. */
export const isNotFound = (failure: unknown): boolean =>
  failure instanceof Refused && failure.problem.is === "not-found";
