/* eslint-disable @typescript-eslint/no-confusing-void-expression -- a stand-in is brief, and its answers are void */
import {
  Failure,
  type Connection,
  type ConversationSummary,
  type ConversationView,
  type Culver,
  type Device,
  type Line,
  type LineWindow,
  type Member,
  type Person,
  type Preferences,
  type Push,
  type Standing,
} from "../../client/culver.ts";
import { cell, derived, type Cell } from "./cell.ts";
import { attachment, everyKind, line, talk } from "./lines.ts";
import { paint, paintedUrl, tone } from "./paint.ts";
import { identifier, me, person, self } from "./people.ts";

/** What a stand-in begins with. */
export interface Scene {
  readonly standing?: Standing;
  readonly connection?: Connection;
  readonly preferences?: Partial<Preferences>;
  readonly push?: Push;
  readonly conversations?: number;
  /** Of the own account, which nobody has said to be theirs. */
  readonly newDevices?: number;
  /** The compared safety numbers are others by one's own devices. */
  readonly ownChanged?: boolean;
  /** Begins without any conversation. */
  readonly nothing?: boolean;
  /** Of the long one. */
  readonly lines?: number;
  readonly now?: number;
  /** Keeps everything unread, for skeletons. */
  readonly loading?: boolean;
  /** Answers by itself to what is written. */
  readonly answers?: boolean;
}

/** The client as a stand-in: everything in memory, with rich example data; and handles for tests. */
export interface StandIn extends Culver {
  /** What was asked for, in order, as `name argument`. */
  readonly asked: string[];
  readonly cells: {
    readonly connection: Cell<Connection>;
    readonly standing: Cell<Standing>;
    readonly lines: Map<string, Cell<readonly Line[]>>;
  };
  /** Somebody's safety number is another, or was compared. */
  setVerification(account: string, verification: Person["verification"]): void;
  /** Adds a line as if it had come. */
  come(conversation: string, author: string, text: string): void;
}

export const chats = {
  every: identifier("c", 0),
  direct: identifier("c", 1),
  long: identifier("c", 2),
  notes: identifier("c", 3),
  empty: identifier("c", 4),
  left: identifier("c", 5),
} as const;

const page = 60;

/** Makes a stand-in; pictures are painted where there is a canvas. */
export async function standIn(scene: Scene = {}): Promise<StandIn> {
  const now = scene.now ?? Date.now();
  const asked: string[] = [];
  const pictures = await Promise.all([0, 1, 2, 3, 4, 5, 6].map((seed) => paintedUrl(seed, 320, 240)));
  const faces = await Promise.all([0, 1, 2, 3, 4, 5].map((seed) => paintedUrl(seed + 20, 128, 128)));
  const thumbnails = pictures.filter((url) => url !== undefined);
  const people = new Map<string, Cell<Person>>();
  const personCell = (account: string): Cell<Person> => {
    let found = people.get(account);
    if (found === undefined) {
      const number = Number(account.slice(1, -1));
      const face = number % 4 === 1 ? faces[(number >> 2) % faces.length] : undefined;
      const made =
        account === me
          ? self
          : Number.isNaN(number)
            ? { account, self: false, blocked: false, verification: "unverified" as const }
            : person(number);
      found = cell<Person>(face === undefined ? made : { ...made, picture: face });
      people.set(account, found);
    }
    return found;
  };
  const everyone = Array.from({ length: 70 }, (_, number) => personCell(identifier("p", number)).current()).filter(
    (one) => one !== undefined,
  );

  const lines = new Map<string, Cell<readonly Line[]>>();
  const views = new Map<string, Cell<ConversationView | null>>();
  const order: string[] = [];
  const begin = (
    id: string,
    more: Partial<ConversationView>,
    with_: readonly string[],
    content: readonly Line[],
  ): void => {
    const kind = more.kind ?? "direct";
    const other = kind === "direct" ? (with_[0] ?? me) : undefined;
    const members: readonly Member[] = [me, ...with_.filter((account) => account !== me)].map((account, index) => ({
      person: personCell(account).current() ?? self,
      role: index === 0 ? "owner" : index === 2 ? "admin" : "member",
      invited: index === 4,
    }));
    const last = content.findLast((one) => one.body.is !== "lifetime");
    const known = other === undefined ? undefined : personCell(other).current();
    lines.set(id, cell<readonly Line[]>(content));
    views.set(
      id,
      cell<ConversationView | null>({
        id,
        kind,
        ...(other === undefined ? {} : { with: other }),
        ...(known?.name === undefined ? {} : { title: known.name }),
        ...(known?.picture === undefined ? {} : { picture: known.picture }),
        ...(last === undefined ? {} : { last }),
        activeAt: last?.at ?? now,
        unread: 0,
        pinned: false,
        archived: false,
        typing: [],
        blocked: known?.blocked ?? false,
        members,
        ...(kind === "group" ? { ownRole: "owner" as const } : {}),
        writable: true,
        ...more,
      }),
    );
    order.push(id);
  };

  const p = (number: number): string => identifier("p", number);
  const groupFace = faces[1] === undefined ? {} : { picture: faces[1] };
  begin(
    chats.every,
    { kind: "group", title: "Lake weekend", pinned: true, ...groupFace, lifetime: 604_800 },
    [p(0), p(1), p(2), p(3), p(4), p(50), p(51), p(52), p(60)],
    everyKind(chats.every, [p(0), p(1), p(2)], now - 120_000, thumbnails),
  );
  const direct = talk(chats.direct, [p(0), me], 46, now - 240_000);
  begin(
    chats.direct,
    { unread: 3, ...(direct[43] === undefined ? {} : { unreadFrom: direct[43].key }), pinned: true },
    [p(0)],
    [...direct.slice(0, 43), ...direct.slice(43).map((one) => ({ ...one, own: false, author: p(0) }))],
  );
  begin(
    chats.long,
    {
      kind: "group",
      title: "House at the harbour: repairs, garden, guests and everything else",
      unread: 1240,
      mutedUntil: Infinity,
    },
    [p(1), p(5), p(6), p(7), p(8)],
    talk(chats.long, [p(1), p(5), p(6), me, p(7)], scene.lines ?? 10_000, now - 600_000),
  );
  begin(chats.notes, {}, [me], talk(chats.notes, [me], 3, now - 86_400_000));
  begin(chats.empty, { activeAt: now - 900_000 }, [p(9)], []);
  begin(
    chats.left,
    { kind: "group", title: "Choir", writable: "left" },
    [p(12), p(13)],
    [
      ...talk(chats.left, [p(12), me], 8, now - 9e8),
      line(chats.left, 99, now - 8.9e8, me, { is: "membership", change: { is: "left" }, verified: true }),
    ],
  );
  const count = scene.conversations ?? 200;
  for (let number = 10; number < count; number++) {
    const id = identifier("c", number);
    const group = number % 7 === 3;
    const at = now - (number - 9) * (number < 30 ? 2_000_000 : 9_000_000);
    const content = talk(id, [p(number % 70), me], 6, at);
    const special: readonly Line[] =
      number === 12
        ? [...content, line(id, 90, at + 1, p(12), { is: "media", files: [attachment("a", "image/webp")] })]
        : number === 14
          ? [
              ...content,
              line(id, 90, at + 1, p(14), {
                is: "media",
                files: [attachment("a", "audio/wav", { voice: true, duration: 5000 })],
              }),
            ]
          : number === 15
            ? [...content, line(id, 90, at + 1, me, { is: "text", text: "Not through" }, { state: "failed" })]
            : content;
    begin(
      id,
      {
        ...(group
          ? {
              kind: "group" as const,
              title: ["Family", "Book club", "Thursday football", "Neighbours", "שכנים"][number % 5] ?? "Group",
            }
          : {}),
        unread: number % 11 === 0 ? number % 6 : 0,
        ...(number === 11 ? { typing: [p(11)] } : {}),
        ...(number === 13 ? { draft: "I wanted to ask whether" } : {}),
        archived: number % 40 === 19,
      },
      group ? [p(number % 60), p((number + 3) % 60)] : [p(number % 70 === 0 ? 69 : number % 70)],
      special,
    );
  }

  if (scene.nothing === true) views.clear();

  const all = cell<readonly ConversationSummary[]>([]);
  const refresh = (): void => {
    const shown = [...views.values()]
      .map((view) => view.current())
      .filter((view) => view !== undefined && view !== null);
    all.set(shown.toSorted((a, b) => Number(b.pinned) - Number(a.pinned) || b.activeAt - a.activeAt));
  };
  refresh();
  const change = (id: string, more: Partial<ConversationView>): Promise<void> => {
    const view = views.get(id);
    const was = view?.current();
    if (was) view?.set(clean({ ...was, ...more }));
    refresh();
    return Promise.resolve();
  };
  const changeLine = (id: string, key: string, edit: (line: Line) => Line | undefined): Promise<void> => {
    const list = lines.get(id);
    list?.set((list.current() ?? []).flatMap((one) => (one.key === key ? (edit(one) ?? []) : one)));
    return Promise.resolve();
  };
  const append = (id: string, added: Line): void => {
    const list = lines.get(id);
    list?.set([...(list.current() ?? []), added]);
    void change(id, { last: added, activeAt: added.at });
  };
  const come = (id: string, author: string, text: string): void =>
    append(id, line(id, Math.floor(performance.now() * 1000), Date.now(), author, { is: "text", text }));

  const never = cell<never>();
  const live = <T>(source: Cell<T>): Cell<T> => (scene.loading === true ? never : source);
  const connection = cell<Connection>(scene.connection ?? { is: "live" });
  const standing = cell<Standing>(scene.standing ?? { is: "signed-in", account: me, device: identifier("d", 0) });
  const preferences = cell<Preferences>({
    theme: "system",
    language: "system",
    readReceipts: true,
    typing: true,
    notifications: false,
    previews: true,
    sounds: true,
    ...scene.preferences,
  });
  const push = cell<Push>(scene.push ?? { is: "unavailable" });
  const own = cell(scene.nothing === true ? { account: me } : { account: me, name: "Mara Sommer", handle: "mara" });
  const devices = cell([
    { device: identifier("d", 0), name: "Chromium on Linux", current: true, createdAt: now - 9e9, lastActiveAt: now },
    {
      device: identifier("d", 1),
      name: "Telephone",
      current: false,
      createdAt: now - 3e10,
      lastActiveAt: now - 7_300_000,
    },
    { device: identifier("d", 2), current: false, createdAt: now - 2e9, lastActiveAt: now - 1.5e9 },
  ]);
  const added = cell<readonly Device[]>(
    Array.from({ length: scene.newDevices ?? 0 }, (_, number) => ({
      device: identifier("d", number + 1),
      ...(number === 0 ? { name: "Telephone" } : {}),
      current: false,
      createdAt: now,
    })),
  );
  const blockedCell = cell(everyone.filter((one) => one.blocked));
  const setVerification = (account: string, verification: Person["verification"]): void => {
    const was = personCell(account).current();
    if (was) personCell(account).set({ ...was, verification });
    for (const id of order) {
      const members = (views.get(id)?.current()?.members ?? []).map((member) =>
        member.person.account === account ? { ...member, person: { ...member.person, verification } } : member,
      );
      void change(id, { members });
    }
  };
  const setBlocked = (account: string, blocked: boolean): Promise<void> => {
    const was = personCell(account).current();
    if (was) personCell(account).set({ ...was, blocked });
    blockedCell.set(
      [...people.values()].map((one) => one.current()).filter((one) => one?.blocked === true) as Person[],
    );
    const chat = order.find((id) => views.get(id)?.current()?.with === account);
    return chat === undefined ? Promise.resolve() : change(chat, { blocked, writable: blocked ? "blocked" : true });
  };
  const ask = <T>(what: string, answer: T): Promise<T> => {
    asked.push(what);
    return Promise.resolve(answer);
  };
  const summaries = (archived: boolean) =>
    derived(live(all), (list) => list.filter((one) => one.archived === archived));

  return {
    asked,
    cells: { connection, standing, lines },
    come,
    setVerification,
    standing,
    connection,
    account: {
      own: live(own),
      signIn: () => ask("signIn", { newAccount: true }),
      signOut: () => ask("signOut", standing.set({ is: "new" })).then(() => true),
      forget: () => ask("forget", standing.set({ is: "new" })),
      setProfile: ({ name }) =>
        ask(
          "setProfile",
          name === undefined ? undefined : own.set({ ...own.current(), account: me, handle: "mara", name }),
        ),
      setHandle: (handle) =>
        handle === "taken" ? Promise.reject(new Failure("handle-taken")) : ask(`setHandle ${handle ?? ""}`, undefined),
      export: (progress) => {
        progress(1);
        return ask("export", new Blob(["{}"]));
      },
      deleteAccount: () => ask("deleteAccount", standing.set({ is: "new" })),
    },
    people: {
      person: personCell,
      known: live(cell(everyone.slice(0, 40).toSorted((a, b) => (a.name ?? "").localeCompare(b.name ?? "")))),
      blocked: live(blockedCell),
      find: (what) =>
        ask(`find ${what}`, what.includes("nobody") ? undefined : personCell(identifier("p", 48)).current()),
      safetyNumber: (account) =>
        ask("safetyNumber", {
          ownChanged: scene.ownChanged ?? false,
          digits: "381940215577620183349902711650438826195047733128640957",
          code: `culver-safety:${account}`,
          verification: personCell(account).current()?.verification ?? "unverified",
        }).then((number) => ({ ...number, digits: number.digits.padEnd(60, "2") })),
      compare: (account, code) => ask("compare", code === `culver-safety:${account}`),
      setVerified: (account) => {
        return ask("setVerified", setVerification(account, "verified"));
      },
      clearVerified: (account) => {
        return ask("clearVerified", setVerification(account, "unverified"));
      },
      block: (account) => setBlocked(account, true),
      unblock: (account) => setBlocked(account, false),
    },
    conversations: {
      list: summaries(false),
      archived: summaries(true),
      view: (id) => (scene.loading === true ? never : (views.get(id) ?? cell<ConversationView | null>(null))),
      openDirect: (account) => {
        const found = order.find((id) => views.get(id)?.current()?.with === account);
        if (found !== undefined) return ask(`openDirect ${account}`, found);
        const id = identifier("n", order.length);
        begin(id, {}, [account], []);
        refresh();
        return ask(`openDirect ${account}`, id);
      },
      look: (id) => ask(`look ${id}`, undefined),
      setPinned: (id, pinned) => change(id, { pinned }),
      setArchived: (id, archived) => change(id, { archived }),
      setMuted: (id, mutedUntil) => change(id, { mutedUntil } as Partial<ConversationView>),
      setDraft: (id, draft) => {
        asked.push(`setDraft ${draft}`);
        return change(id, { draft: draft === "" ? undefined : draft } as Partial<ConversationView>);
      },
      setLifetime: (id, lifetime) => change(id, { lifetime } as Partial<ConversationView>),
      remove: (id) => {
        views.get(id)?.set(null);
        refresh();
        return ask(`remove ${id}`, undefined);
      },
    },
    messages: {
      window: (id, around) => {
        const source = lines.get(id) ?? cell<readonly Line[]>([]);
        const length = (source.current() ?? []).length;
        const at = around === undefined ? -1 : (source.current() ?? []).findIndex((one) => one.key === around);
        const view = views.get(id)?.current();
        const unread = Math.min(view?.unread ?? 0, 100);
        let from = Math.max(0, at < 0 ? length - page - unread : at - page / 2);
        let behind = at < 0 ? 0 : Math.max(0, length - (at + page / 2));
        const shown = cell<LineWindow>();
        const update = (): void => {
          const now = source.current() ?? [];
          shown.set({ lines: now.slice(from, now.length - behind), older: from > 0, newer: behind > 0 });
        };
        update();
        const stop = source.subscribe(update);
        const later = (move: () => void): Promise<void> =>
          new Promise((done) => {
            setTimeout(() => {
              move();
              update();
              done();
            }, 150);
          });
        return {
          current: () => (scene.loading === true ? undefined : shown.current()),
          subscribe: (changed) => shown.subscribe(changed),
          loadOlder: () => later(() => (from = Math.max(0, from - page))),
          loadNewer: () => later(() => (behind = Math.max(0, behind - page))),
          close: () => stop(),
        };
      },
      send: (id, draft) => {
        asked.push(`send ${draft.text}`);
        const files = draft.files ?? [];
        const number = Math.floor(performance.now() * 1000);
        const replied =
          draft.reply === undefined
            ? undefined
            : lines
                .get(id)
                ?.current()
                ?.find((one) => one.key === draft.reply);
        const sent = line(
          id,
          number,
          Date.now(),
          me,
          files.length === 0
            ? { is: "text", text: draft.text }
            : {
                is: "media",
                ...(draft.text === "" ? {} : { text: draft.text }),
                files: files.map((file, index) =>
                  attachment(`${number} ${index}`, file.type, {
                    name: file.name,
                    size: file.size,
                    voice: draft.voice ?? false,
                  }),
                ),
              },
          {
            state: "sending",
            ...(replied === undefined
              ? {}
              : {
                  reply: {
                    key: replied.key,
                    author: replied.author,
                    body: replied.body,
                  },
                }),
          },
        );
        append(id, sent);
        const states = ["sent", "delivered", "read"] as const;
        states.forEach((state, index) =>
          setTimeout(() => void changeLine(id, sent.key, (one) => ({ ...one, state })), 400 * (index + 1)),
        );
        if (scene.answers === true) {
          const other = views
            .get(id)
            ?.current()
            ?.members.find((member) => !member.person.self)?.person.account;
          if (other !== undefined) {
            setTimeout(() => void change(id, { typing: [other] }), 900);
            setTimeout(() => {
              void change(id, { typing: [] });
              come(id, other, "Good to know. Thank you!");
            }, 2600);
          }
        }
        return Promise.resolve();
      },
      edit: (id, key, text) => {
        asked.push(`edit ${text}`);
        return changeLine(id, key, (one) => ({
          ...one,
          body: one.body.is === "media" ? { ...one.body, text } : { is: "text", text },
          edited: true,
        }));
      },
      remove: (id, key, scope) => {
        asked.push(`remove ${scope}`);
        return changeLine(id, key, (one) =>
          scope === "here" ? undefined : { ...one, body: { is: "deleted" }, reactions: [] },
        );
      },
      react: (id, key, emoji) => {
        asked.push(`react ${emoji ?? ""}`);
        return changeLine(id, key, (one) => {
          const others = one.reactions
            .map((reaction) => ({
              ...reaction,
              own: false,
              accounts: reaction.accounts.filter((account) => account !== me),
            }))
            .filter((reaction) => reaction.accounts.length > 0);
          if (emoji === undefined) return { ...one, reactions: others };
          const found = others.some((reaction) => reaction.emoji === emoji);
          return {
            ...one,
            reactions: found
              ? others.map((reaction) =>
                  reaction.emoji === emoji
                    ? { ...reaction, own: true, accounts: [...reaction.accounts, me] }
                    : reaction,
                )
              : [...others, { emoji, own: true, accounts: [me] }],
          };
        });
      },
      retry: (id, key) => changeLine(id, key, (one) => ({ ...one, state: "sent" })),
      discard: (id, key) => changeLine(id, key, () => undefined),
      markRead: (id, key) => {
        asked.push(`markRead ${key}`);
        return (views.get(id)?.current()?.unread ?? 0) === 0 ? Promise.resolve() : change(id, { unread: 0 });
      },
      markUnread: (id) => change(id, { unread: 1 }),
      typing: () => void asked.push("typing"),
      readers: (id) =>
        Promise.resolve(
          (views.get(id)?.current()?.members ?? [])
            .filter((member) => !member.person.self)
            .map((member, index) => ({
              person: member.person,
              state: (["read", "delivered", "sent"] as const)[index % 3] ?? "sent",
            })),
        ),
      search: (text, conversation) => {
        asked.push(`search ${text}`);
        const wanted = text.toLocaleLowerCase();
        const where = conversation === undefined ? [...lines.values()] : [lines.get(conversation)];
        const found = where.flatMap((list) =>
          (list?.current() ?? []).filter(
            (one) => one.body.is === "text" && one.body.text.toLocaleLowerCase().includes(wanted),
          ),
        );
        return Promise.resolve(found.toSorted((a, b) => b.at - a.at).slice(0, 50));
      },
      open: async (id, key, which) => {
        const body = lines
          .get(id)
          ?.current()
          ?.find((one) => one.key === key)?.body;
        const file = body?.is === "media" ? body.files.find((one) => one.key === which) : undefined;
        if (file === undefined) throw new Failure("not-found");
        if (file.type.startsWith("audio/")) return tone(file.duration ?? 3000);
        const seed = body?.is === "media" ? body.files.indexOf(file) : 0;
        return (await paint(seed, file.width ?? 800, file.height ?? 600)) ?? new Blob(["file"], { type: file.type });
      },
      resume: () => Promise.resolve(),
      pause: () => Promise.resolve(),
    },
    groups: {
      create: (title, members) => {
        const id = identifier("g", order.length);
        begin(id, { kind: "group", title }, members, [
          line(id, 0, Date.now(), me, { is: "membership", change: { is: "created" }, verified: true }),
        ]);
        refresh();
        return ask(`create ${title}`, id);
      },
      setTitle: (id, title) => change(id, { title }),
      add: (id, accounts) => {
        const members = views.get(id)?.current()?.members ?? [];
        const added = accounts.map((account) => ({
          person: personCell(account).current() ?? self,
          role: "member" as const,
          invited: true,
        }));
        return change(id, { members: [...members, ...added] });
      },
      removeMember: (id, account) =>
        change(id, {
          members: (views.get(id)?.current()?.members ?? []).filter((member) => member.person.account !== account),
        }),
      setRole: (id, account, role) =>
        change(id, {
          members: (views.get(id)?.current()?.members ?? []).map((member) =>
            member.person.account === account ? { ...member, role } : member,
          ),
        }),
      leave: (id) => change(id, { writable: "left" }),
    },
    devices: {
      list: live(devices),
      added: live(added),
      acknowledge: (them) =>
        ask(
          `acknowledge ${them.length}`,
          added.set((added.current() ?? []).filter((one) => !them.includes(one.device))),
        ),
      refresh: () => ask("refresh devices", undefined),
      rename: (id, name) =>
        Promise.resolve(
          devices.set((devices.current() ?? []).map((one) => (one.device === id ? { ...one, name } : one))),
        ),
      remove: (id) => Promise.resolve(devices.set((devices.current() ?? []).filter((one) => one.device !== id))),
    },
    preferences: {
      current: preferences,
      set: (more) => {
        const was = preferences.current();
        if (was) preferences.set({ ...was, ...more });
        return Promise.resolve();
      },
      persistent: cell(false),
      push,
      setPush: (on) => {
        asked.push(`setPush ${String(on)}`);
        push.set(on ? { is: "on" } : { is: "off" });
        return Promise.resolve(on ? "leaving" : "off");
      },
    },
  };
}

function clean(view: ConversationView): ConversationView {
  return Object.fromEntries(
    Object.entries(view).filter(([, value]) => value !== undefined),
  ) as unknown as ConversationView;
}
