import { expect, test } from "vitest";
import { SignedOut, Unreachable } from "../wire/failures.ts";
import { Failure, type Standing } from "./culver.ts";
import { culverOf } from "./culver-of.ts";
import type { Tab } from "./tab.ts";
import { holder } from "./tabs/late.ts";
import { source } from "./tabs/live.ts";

/** A browser whose server answers so; counts how often it was emptied. */
function signedIn(answer: () => Promise<void>) {
  const tabs = holder<Tab>();
  let emptied = 0;
  const culver = culverOf(tabs, source<Standing>(), () => {
    emptied++;
    return Promise.resolve();
  });
  tabs.set({
    remote: { signOut: answer, deleteAccount: answer },
    ground: { persisted: () => Promise.resolve(false) },
    mirror: { settled: () => Promise.resolve() },
  } as unknown as Tab);
  return { account: culver.account, emptied: () => emptied };
}

test.each([
  ["answers", () => Promise.resolve(), true],
  ["knows no such session any more", () => Promise.reject(new SignedOut("over")), true],
  ["is out of reach", () => Promise.reject(new Unreachable("lost")), false],
])("signing out empties the browser when the server %s", async (_, answer, reached) => {
  const { account, emptied } = signedIn(answer);
  expect(await account.signOut()).toBe(reached);
  expect(emptied()).toBe(1);
});

test("an account that could not be deleted leaves the browser as it is", async () => {
  const { account, emptied } = signedIn(() => Promise.reject(new Unreachable("lost")));
  await expect(account.deleteAccount()).rejects.toEqual(new Failure("unreachable"));
  expect(emptied()).toBe(0);
});
