import { CONVERSATIONS } from "../../engine/browser-store.ts";
import type { Ground } from "../ground.ts";
import type { Mirror } from "../tabs/mirror.ts";
import type { NoticePort } from "./port.ts";
import { noticesLock } from "./rows.ts";
import { seen, toldOf } from "./told.ts";

/**
 * Takes notifications away that are read by now, in this tab, another one or on another device; and those of no
 * conversation while somebody looks. Every tab does it. Answers how to stop.
 */
export function clearing(
  { store, election, name }: Pick<Ground, "store" | "election" | "name">,
  mirror: Mirror,
  port: NoticePort,
): () => void {
  const clear = async (): Promise<void> => {
    const shown = await port.shown();
    if (shown.length === 0) {
      return;
    }
    const { visible } = port.view();
    const { besides = [] } = await toldOf(store);
    for (const one of shown) {
      const { conversation } = one;
      // From the store, since this tab may be slow to hear of what another one has told just now.
      const over =
        conversation === undefined
          ? visible
          : (await store.get(CONVERSATIONS, conversation))?.unread === 0 && !besides.includes(conversation);
      if (over) {
        one.close();
      }
    }
  };

  const look = async (): Promise<void> => {
    const { visible, conversation } = port.view();
    if (visible && conversation !== undefined) {
      await election.locks.request(noticesLock(name), () => seen(store, conversation));
    }
    await clear();
  };

  // What cannot be taken away now goes with the next reason to look.
  const quietly = (work: Promise<void>): void => void work.catch(() => undefined);
  const stops = [
    port.watch(() => quietly(look())),
    mirror.subscribe((written) => {
      if (written.some((each) => each.store === "conversations" || each.keys.includes("notified"))) {
        quietly(clear());
      }
    }),
    // What they say is nobody's any more.
    store.subscribe((event) => {
      if (event.is === "emptied" || event.is === "wiped") {
        quietly(port.shown().then((shown) => shown.forEach((one) => one.close())));
      }
    }),
  ];
  quietly(look());
  return () => stops.forEach((stop) => stop());
}
