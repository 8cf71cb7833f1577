import { deleteDB } from "idb";

const remove = (name: string, blocked: () => void): Promise<void> => deleteDB(name, { blocked }).catch(() => undefined);

/**
 * Removes what Firebase's SDK keeps for itself in this browser: the days on which it was used, and what wake-ups are
 * sent to. It never fails: a browser that does not tell its databases keeps them.
 */
export async function forgetFirebase(databases: IDBFactory = indexedDB): Promise<void> {
  const names = await databases.databases().then<string[], string[]>(
    (all) => all.flatMap(({ name }) => (name?.startsWith("firebase") === true ? [name] : [])),
    () => [],
  );
  // One that is still open elsewhere goes as soon as it is closed there, which is not waited for.
  const blocked = names.map((name) => new Promise<void>((resolve) => void remove(name, resolve).then(resolve)));
  await Promise.all(blocked);
}
