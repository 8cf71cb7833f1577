import { expect, test } from "vitest";
import { share } from "./share.ts";

const items = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => ({ key: `k${from + at}`, value: { at: from + at } }));

test("what is the same stays the same object, wherever in a list it is now", () => {
  const before = { list: items(0, 5), other: { a: 1 } };
  const after = share(before, { list: [...items(-2, 0), ...items(0, 5)], other: { a: 2 } });
  expect(after.list.slice(2).every((item, at) => item === before.list[at])).toBe(true);
  expect(after.other).toEqual({ a: 2 });
  expect(share(before, structuredClone(before))).toBe(before);
});

test("of two items of one name the first counts, as does the place where there are no names", () => {
  const before = [
    { key: "a", n: 1 },
    { key: "a", n: 2 },
  ];
  expect(
    share(before, [
      { key: "b", n: 0 },
      { key: "c", n: 0 },
      { key: "a", n: 1 },
    ])[2],
  ).toBe(before[0]);
  const plain = [[1], [2]];
  expect(share(plain, [[1], [3]])[0]).toBe(plain[0]);
});

test("a list that has grown at its beginning takes no longer than its length", () => {
  const before = items(0, 20_000);
  const from = performance.now();
  const after = share(before, [...items(-50, 0), ...structuredClone(before)]);
  // It was a minute when each item was looked for in the whole list.
  expect(performance.now() - from).toBeLessThan(3_000);
  expect(after.at(-1)).toBe(before.at(-1));
});
