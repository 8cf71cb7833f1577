import { inject } from "vitest";
import { until } from "./until.ts";

interface Codes {
  readonly verificationCodes: readonly { readonly phoneNumber: string; readonly code: string }[];
}

/** How many codes a number has been sent so far. */
export async function codesFor(number: string): Promise<readonly string[]> {
  const { firebase } = inject("cloud");
  const base = firebase.includes("://") ? firebase : `http://${firebase}`;
  const answer = await fetch(`${base}/emulator/v1/projects/culver-local/verificationCodes`);
  const { verificationCodes } = (await answer.json()) as Codes;
  return verificationCodes.filter((each) => each.phoneNumber === number).map((each) => each.code);
}

/** The text message to a number that is not among the `before` known ones. */
export function nextCode(number: string, before: readonly string[]): Promise<string> {
  return until(`a code for ${number}`, async () => {
    const now = await codesFor(number);
    return now.length > before.length || now.at(-1) !== before.at(-1) ? now.at(-1) : undefined;
  });
}
