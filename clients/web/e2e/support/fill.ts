import type { ConversationRow, MessageRow } from "../../src/engine/history/rows.ts";
import { engineStore } from "../../src/engine/browser-store.ts";
import { openStore } from "../../src/store/open.ts";
import { randomIdentifier } from "../../src/wire/identifiers.ts";

// Runs in a page: fills the store of its browser by the client's own code, as if all of it had come.

export interface Fill {
  readonly conversations: number;
  /** In each but the first. */
  readonly messages: number;
  /** In the first one, which is called Long. */
  readonly long: number;
}

const AT_ONCE = 1_000;
const WORDS = "the train leaves at nine and we could take the slow one through the hills if nobody minds".split(" ");

/** Texts of one to thirty words, always the same for a number. */
const textOf = (number: number): string =>
  `${String(number)}: ${Array.from({ length: 1 + ((number * 7) % 30) }, (_, at) => WORDS[(number + at * 5) % WORDS.length]).join(" ")}`;

export async function fill({ conversations, messages, long }: Fill, self: string): Promise<void> {
  const opened = await openStore();
  if (opened.is !== "open") throw new Error("there is no store");
  const store = engineStore(opened.store);
  const device = randomIdentifier();
  const from = Date.now() - 90 * 86_400_000;
  for (let number = 0; number < conversations; number++) {
    const id = randomIdentifier();
    const other = randomIdentifier();
    const count = number === 0 ? long : messages;
    const step = (90 * 86_400_000) / (count + 1);
    const line = (order: number): MessageRow => {
      const key = randomIdentifier();
      return {
        conversation: id,
        order,
        key: `${device}.${key}`,
        epoch: 0,
        seq: order,
        id: key,
        device,
        author: order % 3 === 0 ? self : other,
        time: Math.floor(from + order * step - number * 60_000),
        content: { is: "text", text: textOf(order) },
      };
    };
    let last: MessageRow | undefined;
    for (let order = 1; order <= count; order += AT_ONCE) {
      const rows = Array.from({ length: Math.min(AT_ONCE, count - order + 1) }, (_, at) => line(order + at));
      last = rows.at(-1);
      await store.write({ messages: rows });
    }
    const row: ConversationRow = {
      id,
      kind: "direct",
      createdAt: from,
      members: [other, self],
      cursor: count,
      order: count,
      delivered: count,
      read: count,
      readOrder: count,
      unread: 0,
      receipts: {},
      pending: [],
      disappearing: [],
      ...(last === undefined ? {} : { last }),
      activeAt: last?.time ?? from,
      pinned: number === 0,
      archived: false,
      written: true,
    };
    const name = number === 0 ? "Long" : `Person ${String(number)}`;
    await store.write({ conversations: [row], people: [{ account: other, name }] });
  }
  opened.store.close();
}

Object.assign(globalThis, { fill });
