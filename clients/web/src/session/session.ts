import { generateDeviceKeys, publicKeysOf, type DeviceKeys } from "../crypto/keys.ts";
import { refreshProof, signInProof } from "../crypto/proofs.ts";
import { put, type KeyStore, type Store, type Table } from "../store/store.ts";
import type { Clock } from "../transport/clock.ts";
import type { Exchange } from "../transport/exchange.ts";
import type { Tokens } from "../transport/http.ts";
import { retry, type Patience } from "../transport/retry.ts";
import { readSession, readTokens } from "../wire/answers.ts";
import { Refused, SignedOut, Unreachable } from "../wire/failures.ts";
import type { AccountId, DeviceId, Tokens as Pair } from "../wire/generated/wire.ts";
import { Malformed, type Json } from "../wire/json.ts";

/** Why a session is over. */
export type Ended = "session-ended" | "refresh-refused";

/** What this browser knows of its session. */
export type SessionState =
  | { readonly is: "none" }
  | { readonly is: "live"; readonly account: AccountId; readonly device: DeviceId }
  /** Keys and history are kept: sign in again to go on. */
  | { readonly is: "ended"; readonly account: AccountId; readonly device: DeviceId; readonly why: Ended };

/** What signing in has found. */
export interface SignedIn {
  readonly account: AccountId;
  readonly device: DeviceId;
  readonly newAccount: boolean;
  readonly newDevice: boolean;
  /** Who was signed in in this browser before, if anybody was. */
  readonly before?: { readonly account: AccountId; readonly device: DeviceId };
}

/** The session of this browser, which all tabs share. */
export interface Session extends Tokens {
  state(): Promise<SessionState>;
  /** This device's keys, of a session that is or was there. Rejects with SignedOut if there are none. */
  deviceKeys(): Promise<DeviceKeys>;
  /**
   * Exchanges an ID token; makes this device's keys first, unless there are some. Rejects with Refused
   * (`sign-in-refused`, `too-many-devices`) or Unreachable; may be repeated with the same token.
   *
   * If it is another account than the one before, the store is emptied first: what is in it is somebody else's.
   */
  signIn(idToken: string, how?: Patience): Promise<SignedIn>;
}

/** What a session is made of. */
export interface SessionParts {
  readonly store: Store;
  readonly keys: KeyStore;
  readonly exchange: Exchange;
  /** Of the settings: the audience of what is signed. */
  readonly issuer: string;
  readonly clock: Clock;
  readonly random: () => number;
  /** Runs one at a time in all tabs; `navigator.locks` in a browser. */
  readonly alone: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

/** A token is renewed when it has less than this to live, in milliseconds: a call on its way must not see its end. */
const MARGIN = 60_000;
const RENEWAL = "culver-renewal";

/** The row of the session. */
interface SessionRow extends Omit<Pair, "accessTokenExpiresAt" | "refreshTokenExpiresAt"> {
  readonly account: AccountId;
  readonly device: DeviceId;
  /** When the access token is to be renewed, by this device's clock. */
  readonly usableUntil: number;
  readonly ended?: Ended;
}

const sessions: Table<SessionRow, string> = { store: "meta", keyOf: () => "session" };
const ROW = "session";

/** How long access tokens live, in milliseconds (contract/README.md, "Limits"). */
const ACCESS_LIFE = 900_000;

export function session(parts: SessionParts): Session {
  const { store, keys, exchange, issuer, clock, random, alone } = parts;

  async function live(): Promise<SessionRow> {
    const row = await store.get(sessions, ROW);
    if (row === undefined || row.ended !== undefined) {
      throw new SignedOut(row?.ended ?? "nobody has signed in");
    }
    return row;
  }

  async function deviceKeys(): Promise<DeviceKeys> {
    const kept = await keys.deviceKeys();
    if (kept === undefined) {
      throw new SignedOut("there are no keys");
    }
    return kept;
  }

  const keep = (row: SessionRow): Promise<void> => store.write([put(sessions, row)], { durable: true });

  async function end(row: SessionRow, why: Ended): Promise<void> {
    await keep({ ...row, ended: why });
  }

  /** A fresh pair, unless another tab has got one while this one waited for its turn. */
  const renewed = (isGood: (row: SessionRow) => boolean): Promise<string> =>
    alone(RENEWAL, async () => {
      const row = await live();
      if (isGood(row)) {
        return row.accessToken;
      }
      const signing = await deviceKeys();
      try {
        const pair = await retry(clock, random, (timeOut) => refresh(row.refreshToken, signing, timeOut));
        // Stored before the access token is used: from its first use on the former refresh token is spent.
        await keep({ ...row, ...usable(pair) });
        return pair.accessToken;
      } catch (failed) {
        if (
          failed instanceof Refused &&
          (failed.problem.is === "refresh-refused" || failed.problem.is === "session-ended")
        ) {
          await end(row, failed.problem.is);
          throw new SignedOut("the session could not be renewed");
        }
        throw failed;
      }
    });

  async function refresh(refreshToken: string, signing: DeviceKeys, timeOut: number): Promise<Pair> {
    const signature = await refreshProof(signing, issuer, refreshToken);
    const body = { refreshToken, signature };
    return readOr(readTokens, await exchange({ method: "POST", path: "/v1/sessions/refresh", body, timeOut }));
  }

  const usable = ({ accessToken, refreshToken, accessTokenExpiresAt }: Pair) => ({
    accessToken,
    refreshToken,
    // By this device's clock, which may be off by days; but not longer than the server's word, if the clock is right.
    usableUntil: clock.now() + lifeOf(accessTokenExpiresAt - clock.now()) - MARGIN,
  });

  return {
    async state() {
      const row = await store.get(sessions, ROW);
      if (row === undefined) {
        return { is: "none" };
      }
      const { account, device, ended } = row;
      return ended === undefined ? { is: "live", account, device } : { is: "ended", account, device, why: ended };
    },
    deviceKeys,
    async access() {
      const row = await live();
      return clock.now() < row.usableUntil
        ? row.accessToken
        : renewed((now) => now.accessToken !== row.accessToken && clock.now() < now.usableUntil);
    },
    accessInsteadOf: (refused) => renewed((now) => now.accessToken !== refused),
    ended: (token) =>
      alone(RENEWAL, async () => {
        const row = await store.get(sessions, ROW);
        // Not if somebody has signed in again meanwhile.
        if (row?.accessToken === token && row.ended === undefined) {
          await end(row, "session-ended");
        }
      }),
    async signIn(idToken, how = {}) {
      const { signal } = how;
      const signing = (await keys.deviceKeys()) ?? (await keys.keepDeviceKeys(await generateDeviceKeys()));
      const device = await publicKeysOf(signing);
      const body = { provider: "firebase", idToken, device, proof: await signInProof(signing, issuer, idToken) };
      return alone(RENEWAL, async () => {
        const call = { method: "POST", path: "/v1/sessions", body, ...(signal ? { signal } : {}) } as const;
        const attempt = async (timeOut: number) => readOr(readSession, await exchange({ ...call, timeOut }));
        const answer = await retry(clock, random, attempt, how);
        const former = await store.get(sessions, ROW);
        const found: SignedIn = {
          account: answer.account,
          device: answer.device,
          newAccount: answer.newAccount,
          newDevice: answer.newDevice,
          ...(former === undefined ? {} : { before: { account: former.account, device: former.device } }),
        };
        if (former !== undefined && former.account !== found.account) {
          await store.empty();
        }
        await keep({ account: found.account, device: found.device, ...usable(answer) });
        return found;
      });
    },
  };
}

/** A life that makes sense: if the clocks differ, that of the contract is taken from now on. */
const lifeOf = (told: number): number => (told > 0 && told <= ACCESS_LIFE ? told : ACCESS_LIFE);

function readOr<T>(read: (json: Json) => T, answer: Json): T {
  try {
    return read(answer);
  } catch (failed) {
    throw failed instanceof Malformed
      ? new Unreachable(`the answer makes no sense: ${failed.message}`, { cause: failed })
      : failed;
  }
}
