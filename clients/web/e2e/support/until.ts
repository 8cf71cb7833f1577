import { setTimeout as pause } from "node:timers/promises";

/** Asks again and again until there is an answer other than undefined and false, for at most `most` ms. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false>, most = 60_000): Promise<T> {
  const end = Date.now() + most;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}`);
    await pause(50);
  }
}
