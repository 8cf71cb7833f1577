import type { Depot } from "../engine/media/transfers.ts";
import { Unreachable } from "../wire/failures.ts";

/** Gone, or never there: buckets answer 403 for what their user may not know of. */
const NOT_THERE = new Set([403, 404, 410]);

/** Carries chunks by presigned addresses. */
export function depot(fetch: typeof globalThis.fetch): Depot {
  const ask = async (url: string, init: RequestInit): Promise<Response> => {
    try {
      return await fetch(url, { ...init, credentials: "omit", referrerPolicy: "no-referrer" });
    } catch (failed) {
      init.signal?.throwIfAborted();
      throw new Unreachable("the files cannot be reached", { cause: failed });
    }
  };
  return {
    put: async (url, headers, body, signal) => (await ask(url, { method: "PUT", headers, body, signal })).status,
    async get(url, signal) {
      const answer = await ask(url, { signal });
      if (NOT_THERE.has(answer.status)) {
        return undefined;
      }
      if (!answer.ok) {
        throw new Unreachable(`the files answer ${answer.status}`);
      }
      try {
        return new Uint8Array(await answer.arrayBuffer());
      } catch (failed) {
        signal.throwIfAborted();
        throw new Unreachable("a file did not come whole", { cause: failed });
      }
    },
  };
}
