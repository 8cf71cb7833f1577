import { afterEach, expect, test } from "vitest";
import { BOB, testTab, type TestTab } from "../testing/tab.ts";

let here: TestTab;
afterEach(() => here.close());

const compared = "1".repeat(60);

test.each([
  ["is the one that was compared", { verified: compared }, compared, "verified", false],
  ["is another by one's own devices", { verified: compared }, "2".repeat(60), "verified", true],
  ["is another by theirs", { changed: true }, "2".repeat(60), "changed", false],
  ["was never compared", {}, compared, "unverified", false],
] as const)("a safety number that %s is told as such", async (_, known, digits, verification, ownChanged) => {
  here = await testTab({ safetyNumber: () => Promise.resolve(digits) });
  await here.store.write({ people: [{ account: BOB, ...known }] });
  expect(await here.culver.people.safetyNumber(BOB)).toEqual({ digits, code: digits, verification, ownChanged });
});

test("a safety number is told by what the server has just said of their devices", async () => {
  here = await testTab({
    safetyNumber: async () => {
      await here.store.write({ people: [{ account: BOB, changed: true }] });
      return "2".repeat(60);
    },
  });
  await here.store.write({ people: [{ account: BOB, verified: compared }] });
  await here.tab.mirror.settled();
  expect(await here.culver.people.safetyNumber(BOB)).toMatchObject({ verification: "changed", ownChanged: false });
});
