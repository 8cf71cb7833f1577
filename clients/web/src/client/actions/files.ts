import type { Content, SentFile } from "../../engine/history/content.ts";
import { freshFile, prepareFile } from "../../engine/media/preparing.ts";
import type { MediaState } from "../../engine/media/rows.ts";
import type { OutboxRow } from "../../engine/outbox/rows.ts";
import { StorageFull } from "../../store/store.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import { Failure, type UnpreparedReason } from "../culver.ts";
import { preparingLock } from "../ground.ts";
import type { Tab } from "../tab.ts";
import type { Preparing } from "../tabs/mirror.ts";
import { describe, firstGlance } from "./describe.ts";
import { itemFor } from "./queue.ts";

type Media = Extract<Content, { readonly is: "media" }>;

/** Nobody wants the message any more. */
class Unwanted extends Error {}

/** Puts a message with files into the queue, where it is seen at once, and then encrypts them. */
export async function sendFiles(
  tab: Tab,
  conversation: Identifier,
  files: readonly File[],
  voice: boolean,
  more: Omit<Media, "is" | "files">,
): Promise<void> {
  const content: Media = { is: "media", files: fresh(files, voice), ...more };
  const item: OutboxRow = { ...(await itemFor(tab, conversation, content)), outcome: { is: "preparing" } };
  const chosen = { files, voice, shares: [] };
  await begin(tab, item, content, chosen, () => tab.store.write({ outbox: [item] }));
}

/** Encrypts the files of a message once more, if this tab has them still. Throws {@link Failure}. */
export async function prepareAgain(tab: Tab, item: OutboxRow): Promise<void> {
  const chosen = tab.mirror.preparing.get(item.id);
  if (chosen === undefined || item.content.is !== "media") {
    throw new Failure("file-unreadable");
  }
  // Anew: a key is never used for other bytes.
  const content: Media = { ...item.content, files: fresh(chosen.files, chosen.voice) };
  await begin(tab, item, content, { ...chosen, shares: [] }, async () => {
    if (!(await tab.remote.prepareAgain(item.conversation, item.id, content))) {
      throw new Failure("not-found");
    }
  });
}

const fresh = (files: readonly File[], voice: boolean): SentFile[] =>
  files.map((file) => freshFile(file.size, firstGlance(file, voice)));

/** Resolves when the message is stored; its files follow. Until they are ready this tab holds the message's lock. */
function begin(
  tab: Tab,
  item: OutboxRow,
  content: Media,
  chosen: Preparing,
  store: () => Promise<void>,
): Promise<void> {
  const { mirror, ground } = tab;
  return new Promise((stored, failed) => {
    ground.election.locks
      .request(preparingLock(ground, item.id), async () => {
        mirror.preparing.set(item.id, chosen);
        try {
          await store();
        } catch (failure) {
          mirror.preparing.delete(item.id);
          throw failure;
        }
        await mirror.settled();
        stored();
        await prepare(tab, item, content, chosen);
        mirror.touched();
      })
      .catch(failed);
  });
}

async function prepare(tab: Tab, item: OutboxRow, content: Media, chosen: Preparing): Promise<void> {
  const { mirror, store, remote } = tab;
  const { id, conversation } = item;
  try {
    const files: SentFile[] = [];
    const states: MediaState[] = [];
    for (const [index, file] of chosen.files.entries()) {
      const known = content.files[index] ?? freshFile(file.size, firstGlance(file, chosen.voice));
      const [sent, state] = await one(tab, conversation, known, file, chosen.voice, (share) => {
        if (!mirror.outbox.has(id)) {
          throw new Unwanted();
        }
        chosen.shares[index] = share;
        mirror.touched();
      });
      files.push(sent);
      states.push(state);
    }
    if (!(await remote.prepared(conversation, id, { ...content, files }, states))) {
      throw new Unwanted();
    }
    await mirror.settled();
    mirror.preparing.delete(id);
  } catch (failure) {
    if (failure instanceof Unwanted) {
      mirror.preparing.delete(id);
      await store.write({ mediaGone: content.files.map(({ media }) => media) });
    } else {
      await remote.unprepared(conversation, id, reasonOf(failure));
    }
  }
}

async function one(
  { store, ground }: Tab,
  conversation: Identifier,
  known: SentFile,
  file: File,
  voice: boolean,
  step: (share: number) => void,
): Promise<readonly [SentFile, MediaState]> {
  const blob = await ground.fileWork.cleaned(file);
  const sent = { ...known, ...(await describe(file, voice)), size: blob.size };
  return [sent, await prepareFile(store, ground.fileWork, conversation, sent, blob, step)];
}

function reasonOf(failure: unknown): UnpreparedReason {
  if (failure instanceof StorageFull) {
    return "storage-full";
  }
  if (failure instanceof Failure && failure.reason === "no-worker") {
    return "no-worker";
  }
  // A file that was moved or changed since it was chosen cannot be read any more.
  return failure instanceof DOMException ? "file-unreadable" : "unexpected";
}
