import { handleOf, named } from "../engine/people/finding.ts";
import { put } from "../store/store.ts";
import { randomIdentifier } from "../wire/identifiers.ts";
import { TITLE } from "../wire/limits.ts";
import { exportAll } from "./actions/export.ts";
import * as messages from "./actions/messages.ts";
import { squarePicture } from "./actions/picture.ts";
import { Failure, type Culver, type Device, type Live, type Standing } from "./culver.ts";
import type { Tab } from "./tab.ts";
import { byName, late, type Holder } from "./tabs/late.ts";
import { derived, source } from "./tabs/live.ts";
import { failureOf } from "./tabs/failures.ts";
import { PREFERENCES } from "./tabs/mirror.ts";
import { ALWAYS, listOf } from "./views/conversations.ts";
import { defined } from "./views/defined.ts";
import { blockedPeople, knownPeople, ownAccount, personOf } from "./views/people.ts";
import { openedView } from "./views/opened.ts";
import { openWindow } from "./views/window.ts";

/**
 * Culver as pages see it, on a tab that is there sooner or later.
 *
 * @param standing of the browser while there is no tab
 * @param forget removes everything from this browser, and begins anew
 */
export function culverOf(tabs: Holder<Tab>, standing: Live<Standing>, forget: () => Promise<void>): Culver {
  /** Does something as soon as the tab is there. Rejects with a Failure, whatever happens. */
  const doing =
    <A extends readonly unknown[], T>(work: (tab: Tab, ...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      try {
        const tab = await tabs.ready();
        const done = await work(tab, ...args);
        // Whoever looks now sees what was done.
        await tab.mirror.settled();
        return done;
      } catch (failed) {
        // A signal that was aborted says so by its own reason.
        throw failed instanceof DOMException && failed.name === "AbortError" ? failed : failureOf(failed);
      }
    };
  const seen = <T>(compute: (tab: Tab) => T | undefined): Live<T> =>
    late(tabs, (tab) => derived(tab.mirror, () => compute(tab)));
  const title = async (text: string, picture: Blob | undefined) => {
    const trimmed = text.trim();
    if (trimmed === "" || [...new Intl.Segmenter().segment(trimmed)].length > TITLE || trimmed.length > TITLE) {
      throw new Failure(trimmed === "" ? "malformed" : "too-long", "title");
    }
    return { title: trimmed, ...(picture === undefined ? {} : { picture: await squarePicture(picture, "group") }) };
  };
  /** Empties this browser whether or not the server answers. */
  const signOut = async (): Promise<boolean> => {
    try {
      await doing((tab) => tab.remote.signOut())();
      return true;
    } catch (failed) {
      return failed instanceof Failure && failed.reason === "signed-out";
    } finally {
      await forget();
    }
  };
  const persistent = source<boolean>();
  void tabs.ready().then(async (tab) => persistent.set(await tab.ground.persisted(false)));

  return {
    standing,
    connection: seen((tab) => tab.mirror.connection),
    account: {
      own: seen((tab) => ownAccount(tab.mirror)),
      signIn: doing(async (tab, idToken: string, deviceName: string) => {
        const { newAccount } = await tab.ground.session.signIn(idToken);
        persistent.set(await tab.ground.persisted(true));
        await tab.remote.nameDevice(deviceName);
        return { newAccount };
      }),
      signOut,
      forget,
      setProfile: doing(async (tab, { name, picture }: { name?: string; picture?: Blob }) => {
        const square = picture === undefined ? undefined : await squarePicture(picture, "profile");
        await tab.remote.setProfile(defined({ name: name?.trim(), picture: square }));
      }),
      setHandle: doing(async (tab, handle: string | undefined) => {
        const checked = handle === undefined ? undefined : handleOf(handle);
        if (handle !== undefined && checked === undefined) {
          throw new Failure("malformed", "handle");
        }
        await tab.remote.setHandle(checked);
      }),
      export: doing((tab, progress: (share: number) => void, signal: AbortSignal) => exportAll(tab, progress, signal)),
      deleteAccount: doing(async (tab) => {
        await tab.remote.deleteAccount();
        await forget();
      }),
    },
    people: {
      person: byName((account) => seen((tab) => personOf(tab.mirror, account))),
      known: seen((tab) => knownPeople(tab.mirror)),
      blocked: seen((tab) => blockedPeople(tab.mirror)),
      find: doing(async (tab, typed: string) => {
        const by = named(typed);
        if (by === undefined) {
          throw new Failure("malformed", /^[\s+\d(]/.test(typed) ? "number" : "handle");
        }
        const account = await tab.remote.find(by);
        // What the server has told of them just now is to be seen.
        await tab.mirror.settled();
        return account === undefined ? undefined : personOf(tab.mirror, account);
      }),
      safetyNumber: doing(async (tab, account: string) => {
        const digits = await tab.remote.safetyNumber(account);
        // What the server has told of their devices just now is to be seen.
        await tab.mirror.settled();
        const compared = tab.mirror.people.get(account)?.verified;
        const { verification } = personOf(tab.mirror, account);
        return { digits, code: digits, verification, ownChanged: compared !== undefined && compared !== digits };
      }),
      compare: doing(
        async (tab, account: string, code: string) => (await tab.remote.safetyNumber(account)) === code.trim(),
      ),
      setVerified: doing((tab, account: string, digits: string) =>
        tab.remote.setVerified(account, digits.replace(/\s/g, "")),
      ),
      clearVerified: doing((tab, account: string) => tab.remote.clearVerified(account)),
      block: doing((tab, account: string) => tab.remote.block(account)),
      unblock: doing((tab, account: string) => tab.remote.unblock(account)),
    },
    conversations: {
      list: seen((tab) => listOf(tab.mirror, false)),
      archived: seen((tab) => listOf(tab.mirror, true)),
      view: byName((conversation) => late(tabs, (tab) => openedView(tab.store, tab.mirror, conversation))),
      openDirect: doing((tab, account: string) => tab.remote.openDirect(account)),
      look: doing((tab, id: string) => tab.remote.look(id)),
      setPinned: doing((tab, id: string, pinned: boolean) => tab.remote.setLocally(id, { pinned })),
      setArchived: doing((tab, id: string, archived: boolean) => tab.remote.setLocally(id, { archived })),
      setMuted: doing((tab, id: string, until: number | undefined) =>
        tab.remote.setLocally(id, { mutedUntil: until === undefined ? null : Math.min(until, ALWAYS) }),
      ),
      setDraft: doing((tab, id: string, text: string) => tab.remote.setDraft(id, text)),
      setLifetime: doing(messages.setLifetime),
      remove: doing((tab, id: string) => tab.remote.removeConversation(id)),
    },
    messages: {
      window: (conversation, around) => {
        let opened: ReturnType<typeof openWindow> | undefined;
        const held = late(tabs, (tab) => {
          opened?.close();
          return (opened = openWindow(tab.store, tab.mirror, conversation, around));
        });
        // Reading begins at once, before anybody has subscribed.
        held.current();
        return {
          ...held,
          loadOlder: doing(() => opened?.loadOlder() ?? Promise.resolve()),
          loadNewer: doing(() => opened?.loadNewer() ?? Promise.resolve()),
          close: () => opened?.close(),
        };
      },
      send: doing(messages.send),
      edit: doing(messages.edit),
      remove: doing(messages.remove),
      react: doing(messages.react),
      retry: doing(messages.retry),
      discard: doing(messages.discard),
      markRead: doing(messages.markRead),
      markUnread: doing((tab, conversation: string) => tab.remote.markUnread(conversation)),
      typing: (conversation) => {
        // Nobody waits for it, and it is not repeated.
        void tabs
          .current()
          ?.remote.typing(conversation)
          .catch(() => undefined);
      },
      readers: doing(messages.readers),
      search: doing(messages.search),
      open: doing(messages.open),
      resume: doing((tab, conversation: string, _key: string, attachment: string) =>
        tab.remote.resume(conversation, attachment),
      ),
      pause: doing((tab, _conversation: string, _key: string, attachment: string) => tab.remote.pause(attachment)),
    },
    groups: {
      create: doing(async (tab, name: string, members: readonly string[], picture?: Blob) => {
        return await tab.remote.createGroup(randomIdentifier(), await title(name, picture), members);
      }),
      setTitle: doing(async (tab, group: string, name: string, picture?: Blob) => {
        const before = tab.mirror.conversations.get(group)?.title?.picture;
        const next = await title(name, picture);
        await tab.remote.setTitle(group, { ...defined({ picture: before }), ...next });
      }),
      add: doing((tab, group: string, accounts: readonly string[], role: "owner" | "admin" | "member" = "member") =>
        tab.remote.addMembers(group, accounts, role),
      ),
      removeMember: doing((tab, group: string, account: string) => tab.remote.removeMember(group, account)),
      setRole: doing((tab, group: string, account: string, role: "owner" | "admin" | "member") =>
        tab.remote.setRole(group, account, role),
      ),
      leave: doing((tab, group: string) => tab.remote.leave(group)),
    },
    devices: {
      list: seen((tab) =>
        tab.mirror.own.devices?.map(({ device, name, current, addedAt }): Device => ({
          device,
          current,
          createdAt: addedAt,
          ...defined({ name }),
        })),
      ),
      added: seen((tab) =>
        (tab.mirror.own.newDevices ?? []).map(({ device, at }): Device => {
          const name = tab.mirror.own.devices?.find((listed) => listed.device === device)?.name;
          return { device, current: false, createdAt: at, ...defined({ name }) };
        }),
      ),
      acknowledge: doing((tab, devices: readonly string[]) => tab.remote.acknowledgeDevices(devices)),
      refresh: doing((tab) => tab.remote.refreshDevices()),
      rename: doing((tab, device: string, name: string) => tab.remote.renameDevice(device, name.trim())),
      remove: doing((tab, device: string) => tab.remote.removeDevice(device)),
    },
    preferences: {
      current: seen((tab) => tab.mirror.preferences),
      set: doing((tab, change: object) =>
        tab.ground.store.write([put(PREFERENCES, { ...tab.mirror.preferences, ...change })]),
      ),
      persistent,
      push: late(tabs, (tab) => tab.pushes.live),
      setPush: doing((tab, on: boolean) => tab.pushes.set(on)),
    },
  };
}
