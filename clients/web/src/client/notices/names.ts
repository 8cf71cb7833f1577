import { calledOf, type PersonRow } from "../../engine/people/rows.ts";
import type { Clock } from "../../transport/clock.ts";
import type { Changes } from "../tabs/live.ts";
import type { Names, News } from "./news.ts";

/** Milliseconds that a sender's name may take to be fetched. */
const PATIENCE = 3_000;

/** The names of who wrote. Of somebody new they may just be coming. */
export async function namesFor(
  news: readonly News[],
  people: () => readonly PersonRow[] | Promise<readonly PersonRow[]>,
  changes: Changes,
  clock: Pick<Clock, "after">,
): Promise<Names> {
  const authors = new Set(news.flatMap(({ lines }) => lines.map((line) => line.author)));
  let names = new Map<string, string>();
  const read = async (): Promise<boolean> => {
    const known = (await people()).filter((row) => authors.has(row.account));
    names = new Map(
      known.flatMap((row) => {
        const called = calledOf(row);
        return called === undefined ? [] : [[row.account, called] as const];
      }),
    );
    return [...authors].every((account) => known.some((row) => row.account === account && row.name !== undefined));
  };
  await within(clock, PATIENCE, changes, read);
  return (account) => names.get(account);
}

/** Resolves when something is so, or after some time. It is looked at whenever the changes tell. */
export async function within(
  clock: Pick<Clock, "after">,
  milliseconds: number,
  changes: Changes,
  isSo: () => boolean | Promise<boolean>,
): Promise<void> {
  let stop: () => void = () => undefined;
  let cancel: () => void = () => undefined;
  await new Promise<void>((resolve) => {
    const look = (): void => {
      Promise.resolve(isSo()).then(
        (so) => so && resolve(),
        () => resolve(),
      );
    };
    stop = changes.subscribe(look);
    cancel = clock.after(milliseconds, resolve);
    look();
  });
  stop();
  cancel();
}
