import type { Settings } from "../session/settings.ts";

/** Why a step of signing in did not work; the page has words for each. */
export type PhoneProblem = "number" | "code" | "expired" | "busy" | "network" | "robot" | "not-here" | "unexpected";

/** Thrown by both steps. */
export class PhoneFailure extends Error {
  constructor(
    readonly problem: PhoneProblem,
    options?: ErrorOptions,
  ) {
    super(problem, options);
    this.name = "PhoneFailure";
  }
}

/** A code that is on its way: answers the ID token for the six digits that the person got. */
export type Confirm = (code: string) => Promise<string>;

// https://firebase.google.com/docs/reference/js/auth#autherrorcodes
const PROBLEMS: Readonly<Record<string, PhoneProblem>> = {
  "auth/invalid-phone-number": "number",
  "auth/missing-phone-number": "number",
  "auth/invalid-verification-code": "code",
  "auth/missing-verification-code": "code",
  "auth/code-expired": "expired",
  "auth/session-expired": "expired",
  "auth/too-many-requests": "busy",
  "auth/quota-exceeded": "busy",
  "auth/network-request-failed": "network",
  "auth/timeout": "network",
  "auth/captcha-check-failed": "robot",
  "auth/invalid-app-credential": "robot",
  "auth/operation-not-allowed": "not-here",
  "auth/unauthorized-domain": "not-here",
};

/**
 * Has Firebase send a code to a phone. Firebase's code is loaded here, and not before: it is a third of all code.
 *
 * @param number in international form (E.164)
 * @param place an empty element that reCAPTCHA may use; on a laptop it stays empty
 * @throws PhoneFailure
 */
export async function sendCode(settings: Settings["firebase"], number: string, place: HTMLElement): Promise<Confirm> {
  const firebase = await import("./firebase.ts").catch((why: unknown) => {
    throw new PhoneFailure("network", { cause: why });
  });
  const confirm = await firebase.sendCode(settings, number, place).catch(translated);
  return (code) => confirm(code).catch(translated);
}

function translated(why: unknown): never {
  const code = typeof why === "object" && why !== null && "code" in why ? String(why.code) : "";
  throw new PhoneFailure(PROBLEMS[code] ?? "unexpected", { cause: why });
}
