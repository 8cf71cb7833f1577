import type { Engine } from "../engine/engine.ts";
import type { Content, SentFile, Picture } from "../engine/history/content.ts";
import type { MediaState } from "../engine/media/rows.ts";
import type { UnpreparedReason } from "../engine/outbox/rows.ts";
import { findAccount, type Named } from "../engine/people/finding.ts";
import { acknowledgeDevices } from "../engine/people/notices.ts";
import { currentDevices } from "../engine/people/rows.ts";
import type { Cryptography, ProfileContent, Self, Server } from "../engine/ports.ts";
import type { Identifier } from "../wire/identifiers.ts";
import { Refused } from "../wire/failures.ts";
import { Failure, type Role } from "./culver.ts";
import type { Socket } from "../transport/socket-port.ts";

/** How often groups are left before the account is deleted; the server names up to 50 of them each time. */
const MOST_ROUNDS = 40;

interface Title {
  readonly title: string;
  readonly picture?: Picture;
}

/** What is done at once. */
const now =
  <A extends readonly unknown[]>(work: (...args: A) => void) =>
  (...args: A): Promise<void> => {
    work(...args);
    return Promise.resolve();
  };

/** What the leading tab does for all of them. Each may be asked twice. */
export function doingsOf(engine: Engine, server: Server, crypto: Cryptography, socket: Socket, self: Self) {
  const safetyNumber = async (account: Identifier): Promise<string> => {
    const accounts = [...new Set([self.account, account])];
    try {
      await engine.directory.refresh(accounts);
    } catch (failed) {
      if (accounts.some((each) => engine.state.person(each)?.devices === undefined)) {
        throw failed;
      }
    }
    const of = (each: Identifier) => ({ account: each, devices: currentDevices(engine.state.person(each)) });
    return await crypto.safetyNumber(of(self.account), of(account));
  };

  const setVerified = (account: Identifier, digits: string | undefined): Promise<void> =>
    engine.state.withPeople(async () => {
      const { verified: _verified, changed: _changed, ...row } = engine.state.person(account) ?? { account };
      await engine.state.write({ people: [digits === undefined ? row : { ...row, verified: digits }] });
    });

  const refreshDevices = (): Promise<void> => engine.profiles.refreshDevices();

  return {
    wake: now(() => {
      socket.open();
    }),
    /** Fetches what is new; ends when nothing is missing. */
    async catchUp(): Promise<void> {
      socket.wake();
      await engine.catchUp();
    },
    openDirect: (account: Identifier) => engine.openDirect(account),
    setLocally: (conversation: Identifier, change: Parameters<Engine["local"]["set"]>[1]) =>
      engine.local.set(conversation, change),
    setDraft: (conversation: Identifier, text: string) => engine.local.setDraft(conversation, text),
    hide: (conversation: Identifier, order: number) => engine.local.hide(conversation, order),
    removeConversation: (conversation: Identifier) => engine.local.remove(conversation),
    retry: (conversation: Identifier, id: Identifier) => engine.retry(conversation, id),
    prepared: (conversation: Identifier, id: Identifier, content: Content, states: readonly MediaState[]) =>
      engine.preparations.prepared(conversation, id, content, states),
    unprepared: (conversation: Identifier, id: Identifier, reason: UnpreparedReason) =>
      engine.preparations.unprepared(conversation, id, reason),
    prepareAgain: (conversation: Identifier, id: Identifier, content: Content) =>
      engine.preparations.again(conversation, id, content),
    discard: (conversation: Identifier, id: Identifier) => engine.discard(conversation, id),
    markRead: (conversation: Identifier, order: number) => engine.markRead(conversation, order),
    markUnread: (conversation: Identifier) => engine.reading.markUnread(conversation),
    look: (conversation: Identifier) => engine.look(conversation),
    typing: now((conversation: Identifier) => {
      engine.typing(conversation);
    }),
    askReceipts: (conversation: Identifier) => engine.askReceipts(conversation),
    async find(by: Named): Promise<Identifier | undefined> {
      const account = await findAccount(server, by);
      if (account !== undefined) {
        // Found all the same if that fails; the names are as last seen.
        await engine.profiles.refresh(account).catch(() => undefined);
      }
      return account;
    },
    safetyNumber,
    async setVerified(account: Identifier, digits: string): Promise<void> {
      if ((await safetyNumber(account)) !== digits) {
        throw new Failure("changed");
      }
      await setVerified(account, digits);
    },
    clearVerified: (account: Identifier) => setVerified(account, undefined),
    block: (account: Identifier) => engine.blocks.block(account),
    unblock: (account: Identifier) => engine.blocks.unblock(account),
    setProfile: (profile: ProfileContent) => engine.profiles.setProfile(profile),
    async setHandle(handle: string | undefined): Promise<void> {
      await (handle === undefined ? server.removeHandle() : server.setHandle(handle));
      await engine.profiles.refreshOwn();
    },
    async nameDevice(name: string): Promise<void> {
      await engine.profiles.wantDeviceName(name);
      await engine.profiles.complete();
    },
    refreshDevices,
    acknowledgeDevices: (devices: readonly Identifier[]) => acknowledgeDevices(engine.state, devices),
    async renameDevice(device: Identifier, name: string): Promise<void> {
      await engine.profiles.rename(device, name);
      await refreshDevices();
    },
    async removeDevice(device: Identifier): Promise<void> {
      await server.removeDevice(device);
      await refreshDevices();
    },
    // Somebody waits, and this browser is emptied whatever the server says.
    signOut: () => server.signOut({ patience: 5_000 }),
    /** Leaves the groups that the server names, which it does as long as there are any. */
    async deleteAccount(): Promise<void> {
      for (let round = 1; ; round++) {
        try {
          await server.deleteAccount();
          return;
        } catch (failed) {
          if (!(failed instanceof Refused) || failed.problem.is !== "still-member" || round === MOST_ROUNDS) {
            throw failed;
          }
          for (const group of failed.problem.conversations) {
            await engine.groups.leave(group);
          }
        }
      }
    },
    createGroup: (nonce: Identifier, title: Title, members: readonly Identifier[]) =>
      engine.groups.create(nonce, title, members),
    setTitle: (group: Identifier, title: Title) => engine.groups.setTitle(group, title),
    addMembers: (group: Identifier, accounts: readonly Identifier[], role: Role) =>
      engine.groups.add(group, accounts, role),
    removeMember: (group: Identifier, account: Identifier) => engine.groups.remove(group, [account]),
    setRole: (group: Identifier, account: Identifier, role: Role) => engine.groups.setRole(group, account, role),
    leave: (group: Identifier) => engine.groups.leave(group),
    download: (conversation: Identifier, file: SentFile) => engine.transfers.download(conversation, file),
    pause: now((media: Identifier) => {
      engine.transfers.pause(media);
    }),
    resume: now((conversation: Identifier, media: Identifier) => {
      engine.transfers.resume(conversation, media);
    }),
  };
}

export type LeaderDoings = ReturnType<typeof doingsOf>;
