import type { Identifier } from "../../wire/identifiers.ts";
import type { Server } from "../ports.ts";
import type { State } from "../state.ts";

/** Whom this account blocks: the server's list, and what this device has seen of it. */
export interface Blocks {
  block(account: Identifier): Promise<void>;
  unblock(account: Identifier): Promise<void>;
  refresh(): Promise<void>;
}

export function blocks(state: State, server: Server): Blocks {
  const keep = (change: (before: readonly Identifier[]) => readonly Identifier[]): Promise<void> =>
    state.withOwn(() => state.write({ own: { ...state.own(), blocked: change(state.own().blocked ?? []) } }));
  return {
    async block(account) {
      await server.blockAccount(account);
      await keep((before) => [...new Set([...before, account])]);
    },
    async unblock(account) {
      await server.unblockAccount(account);
      await keep((before) => before.filter((each) => each !== account));
    },
    async refresh() {
      const listed: Identifier[] = [];
      let after: string | undefined;
      do {
        const page = await server.listBlocks({ limit: 100, ...(after === undefined ? {} : { after }) });
        listed.push(...page.blocks.map((block) => block.account));
        after = page.next;
      } while (after !== undefined);
      await keep(() => listed);
    },
  };
}
