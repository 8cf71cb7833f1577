import type { Identifier } from "../../wire/identifiers.ts";
import { isSilent, type Content, type Known } from "../history/content.ts";
import { isLater } from "../history/references.ts";
import { isNotes, type ConversationRow, type Rank, type RowContent } from "../history/rows.ts";
import { update as begin, type NewLine, type Update } from "../history/update.ts";
import { makesMember, type Change } from "../membership/changes.ts";
import { mayHaveBeenMember, mayHaveTitled } from "../membership/standing.ts";
import { isWaiting } from "../outbox/rows.ts";
import { signingKeyOf } from "../people/people.ts";
import type { Cryptography, Environment, Self } from "../ports.ts";
import type { Directory } from "../people/directory.ts";
import { membersOf, type State } from "../state.ts";
import type { Arrival, LogEntry } from "./entries.ts";
import { addsSelf, type Memberships } from "./memberships.ts";
import { entryKey, openMessage, placeholder, type Result } from "./opener.ts";

type Message = Extract<LogEntry, { readonly is: "message" }>;
type Changed = Extract<LogEntry, { readonly is: "changed" }>;
type CreatedDirect = Extract<LogEntry, { readonly is: "created-direct" }>;
type Made = Message | Changed | CreatedDirect | Extract<LogEntry, { readonly is: "unknown" }>;

/** What the applier tells and asks of others. */
export interface ApplierHooks {
  /** A message brought the key to its sender's names. `time`: the server's. */
  profileKey(account: Identifier, key: string, time: number): void;
  /** This device has changed the members of a group: what follows is stored together with the change. */
  ownChange(group: Identifier, change: Change, update: Update): void;
  /** Somebody else has made this account a member of a group, likewise. */
  joined(group: Identifier, by: Identifier, update: Update): void;
  /** Another device of this account told what it knows: kept before the entry is done with. */
  heard(known: Known): Promise<void>;
  /** Something of this account came. */
  wrote(conversation: Identifier, account: Identifier): void;
  distrust(what: string): void;
}

/** Applies what has arrived in order: verifies it, makes lines of it, and stores them together with the cursor. */
export interface Applier {
  /** Fetches what is needed to verify these. Whoever has no such device after that, has none. */
  prepare(conversation: Identifier, run: readonly Arrival[]): Promise<void>;
  /** Applies these, all at once, if they are still valid when it is the conversation's turn. */
  apply(conversation: Identifier, run: readonly Arrival[], valid: () => boolean): Promise<void>;
  /** Puts into the history what was accepted at a place that is applied already. */
  place(conversation: Identifier): Promise<void>;
}

export function applier(
  environment: Environment,
  state: State,
  crypto: Cryptography,
  self: () => Self,
  directory: Directory,
  members: Memberships,
  hooks: ApplierHooks,
): Applier {
  const epoch = (): number => state.own().logEpoch ?? 0;
  const isOwn = (entry: Made): boolean => entry.sender === self().account && entry.device === self().device;

  const takeOwn = (
    change: Update,
    id: Identifier,
    device: Identifier,
    seq: number,
    time?: number,
  ): NewLine | undefined => {
    const item = state.outbox(change.row().id).find((each) => each.id === id);
    if (item === undefined) {
      return undefined;
    }
    change.outboxGone(id);
    const at = time ?? (item.outcome.is === "accepted" ? item.outcome.time : item.written);
    return {
      id,
      device,
      key: item.key,
      epoch: epoch(),
      seq,
      author: self().account,
      time: at,
      content: item.content,
      reached: "sent",
    };
  };

  /** Appends the line of a message, and does what its content asks for. */
  const add = async (change: Update, line: NewLine): Promise<void> => {
    const { content } = line;
    const row = change.row();
    const rank: Rank = [line.epoch, line.seq ?? 0];
    if (content.is === "group") {
      const title = { title: content.title, ...(content.picture === undefined ? {} : { picture: content.picture }) };
      const news = JSON.stringify(title) !== JSON.stringify(row.title);
      // Another device of this account may have told of a later one already.
      if (isLater(rank, row.titled)) {
        change.set({ title, titled: rank });
      }
      // The same title again is for those who have not seen it yet.
      await change.append(news ? line : { ...line, hidden: true });
      return;
    }
    if (isSilent(content)) {
      // Known from then on, and nothing else, if the logs begin anew.
      await change.append({ ...line, content: { is: "gone" } });
      return;
    }
    if (content.is === "lifetime" && !decides(row, line)) {
      await change.append({ ...line, content: { is: "gone" } });
      return;
    }
    if (content.is === "lifetime" && isLater(rank, row.limited)) {
      const { lifetime: _before, ...rest } = row;
      const now = content.seconds === undefined ? {} : { lifetime: content.seconds };
      change.replace({ ...rest, ...now, limited: rank });
    }
    if (row.removedUntil !== undefined && line.time <= row.removedUntil && line.id !== undefined) {
      await change.append({ ...line, content: { is: "gone" } });
      return;
    }
    await change.append(withEnd(line, row));
  };

  /** Whether someone may say how long messages live: in groups, whoever may name them. */
  const decides = (row: ConversationRow, line: NewLine): boolean =>
    row.standing === undefined || mayHaveTitled(row.standing, line.author, line.seq ?? 0);

  /** A message that disappears does so from its sending on at the sender, from reading on at its readers. */
  const withEnd = (line: NewLine, row: ConversationRow): NewLine => {
    const { content } = line;
    if ((content.is !== "text" && content.is !== "media") || content.lifetime === undefined) {
      return line;
    }
    const own = line.author === self().account;
    const read = (line.seq ?? Infinity) <= row.read;
    const from = own ? line.time : read ? environment.now() : undefined;
    return from === undefined ? line : { ...line, disappearsAt: from + content.lifetime * 1000 };
  };

  const expired = async (change: Update, arrival: Arrival): Promise<void> => {
    const last = arrival.is === "emptied" ? arrival.seq : arrival.seq - 1;
    if (last > change.row().cursor && !addsSelf(arrival, self().account)) {
      await change.append({
        epoch: epoch(),
        author: self().account,
        time: environment.now(),
        content: { is: "placeholder", why: "expired" },
      });
    }
  };

  const open = async (change: Update, entry: Message): Promise<Result> => {
    const row = change.row();
    const member =
      row.standing === undefined
        ? row.members.includes(entry.sender)
        : mayHaveBeenMember(row.standing, entry.sender, entry.seq);
    if (!member) {
      return placeholder("unverified");
    }
    const result = await openMessage(state, crypto, self(), row.id, entry);
    if (result.is !== "content") {
      return result;
    }
    if (result.content.is === "group") {
      if (row.standing === undefined || !mayHaveTitled(row.standing, entry.sender, entry.seq)) {
        return placeholder("unverified");
      }
      if (result.told !== undefined) {
        const trusted =
          entry.sender === self().account ||
          row.standing.addedBy === entry.sender ||
          state.person(entry.sender)?.verified !== undefined;
        members.told(entry.sender, result.told, trusted, change);
      }
    }
    return result;
  };

  const lineOf = (entry: Made, content: RowContent, id?: Identifier): NewLine => ({
    ...(id === undefined ? {} : { id }),
    device: entry.device,
    epoch: epoch(),
    seq: entry.seq,
    author: entry.sender,
    time: entry.time,
    content,
    ...(entry.sender === self().account ? { reached: "sent" } : {}),
  });

  const message = async (change: Update, entry: Message, after: (() => void)[]): Promise<void> => {
    const known = await change.find({ device: entry.device, id: entry.id });
    if (known !== undefined) {
      if (known.epoch !== epoch()) {
        change.put({ ...known, epoch: epoch(), seq: entry.seq });
      }
      return;
    }
    if (entry.sender === self().account) {
      const mine = takeOwn(change, entry.id, entry.device, entry.seq, entry.time);
      if (mine !== undefined) {
        await add(change, mine);
        return;
      }
      if (isOwn(entry)) {
        // Without a trace of it here: the store is an old copy. It was not sealed to oneself.
        await change.append(lineOf(entry, { is: "placeholder", why: "not-for-this-device" }, entry.id));
        return;
      }
    }
    const result = await open(change, entry);
    if (result.is === "nothing") {
      return;
    }
    const refused = result.is === "placeholder" && result.content.why === "unverified";
    if (entry.sender !== self().account && !refused) {
      change.set({ delivered: Math.max(change.row().delivered, entry.seq) });
    }
    if (result.is === "placeholder") {
      // What was refused has not the identity that it claims: a genuine message with this id may still come.
      await change.append(lineOf(entry, result.content, refused ? undefined : entry.id));
      return;
    }
    if (result.content.is === "known") {
      if (!isNotes(change.row())) {
        return;
      }
      await hooks.heard(result.content);
    }
    const { profileKey } = result;
    if (profileKey !== undefined) {
      if (entry.sender === self().account) {
        // The members know it now, by another device.
        change
          .queue()
          .filter((item) => item.content.is === "profile" && isWaiting(item) && item.since === undefined)
          .forEach((item) => change.outboxGone(item.id));
      }
      after.push(() => hooks.profileKey(entry.sender, profileKey, entry.time));
    }
    if (unreadable(result.content, change.row())) {
      await change.append(lineOf(entry, { is: "placeholder", why: "unverified" }));
      return;
    }
    await add(change, lineOf(entry, result.content, entry.id));
    after.push(() => hooks.wrote(change.row().id, entry.sender));
  };

  /** Whether a content has no place in this kind of conversation. */
  const unreadable = (content: Content, row: ConversationRow): boolean =>
    content.is === "group" && row.kind === "direct";

  const createdDirect = async (change: Update, entry: CreatedDirect): Promise<void> => {
    const row = change.row();
    const key = entryKey(state, crypto, self(), entry);
    const genuine =
      row.kind === "direct" &&
      entry.members.length === row.members.length &&
      row.members.every((member) => entry.members.includes(member)) &&
      key !== undefined &&
      (await crypto.verifyChange(key, row.id, 0, { type: "created-direct", members: entry.members }, entry.signature));
    const created: Change = { type: "created", members: [] };
    await change.append(lineOf(entry, { is: "membership", change: created, verified: genuine }));
  };

  const changed = async (change: Update, entry: Changed, known: boolean): Promise<void> => {
    const row = change.row();
    const key = entryKey(state, crypto, self(), entry);
    const verified =
      row.standing !== undefined &&
      key !== undefined &&
      (await crypto.verifyChange(key, row.id, entry.after, entry.change, entry.signature)) &&
      members.follow({ seq: entry.seq, after: entry.after, sender: entry.sender, change: entry.change }, change);
    if (!verified) {
      hooks.distrust(`the change of members at ${entry.seq} of conversation ${row.id} is refused`);
    } else if (isOwn(entry) && !known) {
      hooks.ownChange(row.id, entry.change, change);
    } else if (entry.sender !== self().account && !known && makesMember(entry.change, self().account)) {
      hooks.joined(row.id, entry.sender, change);
    }
    await change.append(lineOf(entry, { is: "membership", change: entry.change, verified }));
  };

  /** After the logs began anew, changes of members come again. */
  const isKnown = async (change: Update, entry: Made): Promise<boolean> => {
    if (change.row().order === 0 || epoch() === firstEpoch(change.row())) {
      return false;
    }
    const lines = await state.store.lines(change.row().id, { most: Infinity, from: "start" });
    return lines.some(
      (line) =>
        line.epoch !== epoch() &&
        line.content.is === "membership" &&
        line.device === entry.device &&
        line.time === entry.time,
    );
  };

  const firstEpoch = (row: ConversationRow): number => row.firstEpoch ?? epoch();

  const logged = async (change: Update, entry: LogEntry, after: (() => void)[]): Promise<void> => {
    switch (entry.is) {
      case "message":
        await message(change, entry, after);
        break;
      case "changed":
      case "created-direct": {
        const known = await isKnown(change, entry);
        const before = change.row();
        if (entry.is === "changed") {
          await changed(change, entry, known);
        } else {
          await createdDirect(change, entry);
        }
        if (known) {
          // The list of members follows it; it is shown once.
          const line = await change.line(change.row().order);
          if (line !== undefined && change.row().order > before.order) {
            change.put({ ...line, hidden: true });
            change.set({ unread: before.unread, activeAt: before.activeAt });
            restoreLast(change, before);
          }
        }
        break;
      }
      case "unknown":
        await change.append(lineOf(entry, { is: "placeholder", why: "newer-version" }));
        break;
      case "malformed":
        hooks.distrust(`entry ${entry.seq} of conversation ${change.row().id} is malformed`);
        break;
      case "hidden":
        break;
    }
  };

  const restoreLast = (change: Update, before: ConversationRow): void => {
    const { last: _last, ...row } = change.row();
    change.replace({ ...row, ...(before.last === undefined ? {} : { last: before.last }) });
  };

  return {
    async prepare(conversation, run) {
      const row = state.conversation(conversation);
      if (row === undefined) {
        return;
      }
      const known = membersOf(row);
      const unknown = new Set<Identifier>();
      for (const arrival of run) {
        if (arrival.is === "logged" && "sender" in arrival.entry) {
          const { sender, device } = arrival.entry;
          const possible = row.standing !== undefined || known.includes(sender);
          if (possible && !isOwn(arrival.entry) && signingKeyOf(state, sender, device) === undefined) {
            unknown.add(sender);
          }
        }
      }
      if (unknown.size > 0) {
        await directory.refresh([...unknown]);
      }
      if (row.standing !== undefined) {
        await members.prepare(row, row.standing, run);
      }
    },
    async apply(conversation, run, valid) {
      const after: (() => void)[] = [];
      await state.withConversation(conversation, async () => {
        const row = state.conversation(conversation);
        if (row === undefined || !valid()) {
          return;
        }
        const change = begin(state, row, self().account);
        change.set({ firstEpoch: firstEpoch(row) });
        for (const arrival of run) {
          if (arrival.seq <= change.row().cursor) {
            continue;
          }
          await expired(change, arrival);
          members.before(arrival, change);
          if (arrival.is === "accepted") {
            // An earlier attempt may have got through unnoticed, at a lower place that has only been seen now.
            const known = await change.find({ device: self().device, id: arrival.id });
            const mine = takeOwn(change, arrival.id, self().device, arrival.seq);
            if (mine !== undefined && known === undefined) {
              await add(change, mine);
            }
          } else if (arrival.is === "logged") {
            await logged(change, arrival.entry, after);
          }
          change.set({ cursor: arrival.seq });
        }
        await change.commit();
      });
      after.forEach((tell) => tell());
    },
    async place(conversation) {
      await state.withConversation(conversation, async () => {
        const row = state.conversation(conversation);
        const due = state
          .outbox(conversation)
          .filter((item) => item.outcome.is === "accepted" && item.outcome.seq <= (row?.cursor ?? 0));
        if (row === undefined || due.length === 0) {
          return;
        }
        const change = begin(state, row, self().account);
        for (const item of due) {
          const seq = item.outcome.is === "accepted" ? item.outcome.seq : 0;
          const line = takeOwn(change, item.id, self().device, seq);
          if (line !== undefined && (await change.find({ device: self().device, id: item.id })) === undefined) {
            await add(change, line);
          }
        }
        await change.commit();
      });
    },
  };
}
