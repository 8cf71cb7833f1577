import { NotPossible } from "../../engine/group/groups.ts";
import { StorageFull } from "../../store/store.ts";
import { Refused, SignedOut, Unreachable } from "../../wire/failures.ts";
import { passesAfter, type Problem } from "../../wire/problems.ts";
import { Failure } from "../culver.ts";

/** Why something could not be done, in a form that a page turns into words. */
export function failureOf(failed: unknown): Failure {
  if (failed instanceof Failure) {
    return failed;
  }
  if (failed instanceof Refused) {
    return refusal(failed.problem);
  }
  if (failed instanceof Unreachable) {
    return new Failure("unreachable");
  }
  if (failed instanceof SignedOut) {
    return new Failure("signed-out");
  }
  if (failed instanceof StorageFull) {
    return new Failure("storage-full");
  }
  if (failed instanceof NotPossible) {
    return new Failure(failed.reason);
  }
  if (failed instanceof RangeError) {
    return new Failure("too-long");
  }
  return new Failure("unexpected", failed instanceof Error ? failed.message : undefined);
}

function refusal(problem: Problem): Failure {
  switch (problem.is) {
    case "not-found":
    case "handle-taken":
    case "not-allowed":
    case "last-owner":
    case "group-full":
    case "sign-in-refused":
    case "too-many-devices":
      return new Failure(problem.is);
    case "unauthenticated":
    case "session-ended":
    case "refresh-refused":
      return new Failure("signed-out");
    case "membership-changed":
      return new Failure("changed");
    case "too-large":
      return new Failure("too-long");
    case "invalid-request":
      return new Failure("malformed", problem.pointers[0]);
    default: {
      const wait = passesAfter(problem);
      return wait === undefined
        ? new Failure("unexpected", problem.is)
        : new Failure("busy", undefined, Date.now() + wait * 1000);
    }
  }
}
