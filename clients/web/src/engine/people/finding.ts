import { isIdentifier, type Identifier } from "../../wire/identifiers.ts";
import type { Server } from "../ports.ts";
import { isNotFound } from "./profiles.ts";

const HANDLE = /^[a-z][a-z0-9_]{2,29}$/;
const E164 = /^\+[1-9][0-9]{6,14}$/;

/** The handle that somebody typed, with or without `@`; undefined if it can be none. */
export function handleOf(typed: string): string | undefined {
  const bare = typed.trim().toLowerCase().replace(/^@/, "");
  return HANDLE.test(bare) ? bare : undefined;
}

/** The phone number that somebody typed, in E.164 with spaces and the like; undefined if it can be none. */
export function numberOf(typed: string): string | undefined {
  const bare = typed.replace(/[\s()./-]/g, "");
  return E164.test(bare) ? bare : undefined;
}

/** What names an account. */
export type Named = { readonly handle: string } | { readonly phoneNumber: string } | { readonly account: Identifier };

const asked = (api: Server, by: Named): Promise<{ readonly account: Identifier }> =>
  "handle" in by
    ? api.findByHandle(by.handle)
    : "phoneNumber" in by
      ? api.findByPhoneNumber(by.phoneNumber)
      : api.getAccount(by.account);

/** Who is meant by what somebody typed or a link holds; undefined if it can be nobody. */
export function named(typed: string): Named | undefined {
  const phoneNumber = numberOf(typed);
  if (phoneNumber !== undefined) {
    return { phoneNumber };
  }
  const handle = handleOf(typed);
  // Those who have no handle are linked to by their account.
  return isIdentifier(typed) && handle !== typed ? { account: typed } : handle === undefined ? undefined : { handle };
}

/** Asks the server for an account; undefined if there is none. */
export async function findAccount(api: Server, by: Named): Promise<Identifier | undefined> {
  try {
    return (await asked(api, by)).account;
  } catch (failed) {
    if (isNotFound(failed)) {
      return undefined;
    }
    throw failed;
  }
}
