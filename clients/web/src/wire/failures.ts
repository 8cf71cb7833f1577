import type { Problem } from "./problems.ts";

/** The server answered, and refused. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.is}: ${problem.detail}`);
    this.name = "Refused";
  }
}

/** No answer came, or one that makes no sense: what was asked for may have been done or not. */
export class Unreachable extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = "Unreachable";
  }
}

/** There is no session, or it has ended: nothing can be asked until somebody signs in. */
export class SignedOut extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = "SignedOut";
  }
}
