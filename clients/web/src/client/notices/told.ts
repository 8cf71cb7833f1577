import { put, type Store } from "../../store/store.ts";
import type { Identifier } from "../../wire/identifiers.ts";
import { hasBesides, type News } from "./news.ts";
import { NOTIFIED, type NotifiedRow } from "./rows.ts";

/** What was told of so far. */
export const toldOf = async (store: Store): Promise<NotifiedRow> =>
  (await store.get(NOTIFIED, "notified")) ?? { upTo: {} };

/** Remembers that this was told of, some of it in notifications of its own. */
export async function remember(
  store: Store,
  before: NotifiedRow,
  news: readonly News[],
  own: readonly News[],
): Promise<void> {
  if (news.length === 0) {
    return;
  }
  const newest = news.map(({ conversation, lines }) => [conversation.id, lines.at(-1)?.order ?? 0] as const);
  const besides = own.filter(hasBesides).map(({ conversation }) => conversation.id);
  await store.write([
    put(NOTIFIED, {
      upTo: { ...before.upTo, ...Object.fromEntries(newest) },
      besides: [...new Set([...(before.besides ?? []), ...besides])],
    }),
  ]);
}

/** Somebody looks at a conversation: what reading does not count was seen, too. */
export async function seen(store: Store, conversation: Identifier): Promise<void> {
  const { upTo, besides = [] } = await toldOf(store);
  if (besides.includes(conversation)) {
    await store.write([put(NOTIFIED, { upTo, besides: besides.filter((each) => each !== conversation) })]);
  }
}
