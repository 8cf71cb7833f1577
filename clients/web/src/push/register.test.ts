import { expect, test } from "vitest";

import { Unreachable } from "../wire/failures.ts";
import { problemOf } from "./register.ts";

const firebase = (code: string, message = ""): Error => Object.assign(new Error(message), { code });

test.each([
  [firebase("messaging/permission-blocked"), "denied"],
  [new DOMException("", "NotAllowedError"), "denied"],
  [new DOMException("Registration failed - push service not available", "AbortError"), "push-service"],
  [new DOMException("", "NotSupportedError"), "push-service"],
  [new Unreachable("it takes too long"), "network"],
  [new TypeError("Failed to fetch"), "network"],
  [firebase("installations/app-offline"), "network"],
  [firebase("messaging/fid-registration-failed", "TypeError: Failed to fetch"), "network"],
  [firebase("messaging/fid-registration-failed", "Request had invalid authentication credentials."), "refused"],
  [firebase("installations/request-failed", "403 PERMISSION_DENIED"), "refused"],
  [undefined, "refused"],
])("why registering failed is told by what it failed with (%#)", (failed, problem) => {
  expect(problemOf(failed)).toBe(problem);
});
