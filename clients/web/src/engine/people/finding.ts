import type { Identifier } from "../../wire/identifiers.ts";
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

/** Asks the server for an account by handle or phone number; undefined if there is none. */
export async function findAccount(
  api: Server,
  by: { readonly handle: string } | { readonly phoneNumber: string },
): Promise<Identifier | undefined> {
  try {
    const answer = "handle" in by ? await api.findByHandle(by.handle) : await api.findByPhoneNumber(by.phoneNumber);
    return answer.account;
  } catch (failed) {
    if (isNotFound(failed)) {
      return undefined;
    }
    throw failed;
  }
}
