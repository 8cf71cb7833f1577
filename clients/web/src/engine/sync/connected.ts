import { backoff } from "../../transport/backoff.ts";
import type { Environment } from "../ports.ts";

/** Milliseconds after which every send has ended that could have overlooked the new connection. */
const ONCE_MORE = 10_000;

export interface Steps {
  /** Lists and syncs everything. `again`: shortly after it was done. */
  catchUp(again: boolean): Promise<void>;
  /** Catching up begins. `first`: for the first time on this connection. */
  began(first: boolean): void;
  /** The first catching up of this connection is done. */
  caughtUp(): void;
  /** What is to be done beside. */
  aside(): void;
}

/** What follows each connecting (contract/README.md, "After each connect"), until the connection is lost. */
export function afterConnect(
  environment: Environment,
  steps: Steps,
): { readonly connected: () => void; readonly disconnected: () => void } {
  /** Counts the changes of the connection: what belongs to an earlier state is not gone on with. */
  let generation = 0;

  const later = (mine: number, delay: number, work: () => void): void => {
    environment.after(delay, () => {
      if (mine === generation) {
        work();
      }
    });
  };

  const catchUp = (mine: number, again: boolean, delays: ReturnType<typeof backoff>, then: () => void): void => {
    steps.catchUp(again).then(
      () => {
        if (mine === generation) {
          delays.reset();
          then();
        }
      },
      () => {
        later(mine, delays.next(), () => {
          catchUp(mine, again, delays, then);
        });
      },
    );
  };

  return {
    connected() {
      const mine = ++generation;
      const delays = backoff(() => environment.random(), 1_000, 60_000);
      let caughtUp = false;
      let due = false;
      const again = (): void => {
        catchUp(mine, true, delays, () => undefined);
      };
      // Ten seconds after the greeting, however long catching up takes.
      later(mine, ONCE_MORE, () => {
        due = true;
        if (caughtUp) {
          again();
        }
      });
      steps.began(true);
      catchUp(mine, false, delays, () => {
        caughtUp = true;
        steps.caughtUp();
        if (due) {
          again();
        }
      });
      steps.aside();
    },
    disconnected() {
      generation++;
      steps.began(false);
    },
  };
}
