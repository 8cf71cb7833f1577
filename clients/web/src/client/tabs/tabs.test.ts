import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Failure } from "../culver.ts";
import { testLocks } from "../testing/locks.ts";
import { calls } from "./calls.ts";
import { leading } from "./leader.ts";
import { share } from "./share.ts";

interface Doings extends Record<string, (...args: never[]) => Promise<unknown>> {
  readonly add: (one: number, other: number) => Promise<number>;
  readonly fail: () => Promise<number>;
  readonly never: () => Promise<number>;
}

let count = 0;
const name = (): string => `tabs-${count++}`;

describe("calls between tabs", () => {
  const doings: Doings = {
    add: (one, other) => Promise.resolve(one + other),
    fail: () => Promise.reject(new Failure("busy", "later", 7)),
    never: () => new Promise(() => undefined),
  };

  test("are done by the leader, wherever it is", async () => {
    const channel = name();
    const one = calls<Doings>(channel);
    const other = calls<Doings>(channel);
    one.lead(doings);
    expect(await one.remote.add(1, 2)).toBe(3);
    expect(await other.remote.add(3, 4)).toBe(7);
    await expect(other.remote.fail()).rejects.toMatchObject({ reason: "busy", detail: "later", retryAt: 7 });
    one.close();
    other.close();
  });

  test("wait for somebody who leads, and are repeated at the next one", async () => {
    const channel = name();
    const one = calls<Doings>(channel);
    const other = calls<Doings>(channel);
    const early = other.remote.add(1, 1);
    const hand = one.lead(doings);
    expect(await early).toBe(2);
    const stuck = other.remote.never();
    await other.remote.add(0, 0);
    hand();
    const third = calls<Doings>(channel);
    third.lead({ ...doings, never: () => Promise.resolve(42) });
    expect(await stuck).toBe(42);
    [one, other, third].forEach((each) => {
      each.close();
    });
  });

  test("are this tab's own to do when it begins to lead", async () => {
    const one = calls<Doings>(name());
    const asked = one.remote.add(2, 3);
    one.lead(doings);
    expect(await asked).toBe(5);
    one.close();
  });
});

describe("the lead", () => {
  test("is with one tab at a time, and goes on to the next at once", async () => {
    const locks = testLocks();
    const told: string[] = [];
    const join = (who: string) =>
      leading({ locks }, () => {
        told.push(`${who} leads`);
        return Promise.resolve(() => void told.push(`${who} ends`));
      });
    const one = join("one");
    const other = join("other");
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(told).toEqual(["one leads"]);
    await one.stop();
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(told).toEqual(["one leads", "one ends", "other leads"]);
    await other.stop();
  });

  test("is let go by a tab that freezes, which waits for it again when it goes on", async () => {
    const locks = testLocks();
    const lifecycle = new EventTarget();
    const told: string[] = [];
    const one = leading({ locks, lifecycle }, () => {
      told.push("leads");
      return Promise.resolve(() => void told.push("ends"));
    });
    const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
    await settle();
    lifecycle.dispatchEvent(new Event("freeze"));
    await settle();
    expect(told).toEqual(["leads", "ends"]);
    lifecycle.dispatchEvent(new Event("resume"));
    await settle();
    expect(told).toEqual(["leads", "ends", "leads"]);
    await one.stop();
  });
});

describe("sharing", () => {
  test("keeps what is the same, and nothing else", () => {
    const before = {
      list: [
        { id: "a", n: { x: 1 } },
        { id: "b", n: { x: 2 } },
      ],
      text: "t",
    };
    const after = share(before, {
      list: [
        { id: "c", n: { x: 3 } },
        { id: "b", n: { x: 2 } },
      ],
      text: "t",
    });
    expect(after).not.toBe(before);
    expect(after.list[1]).toBe(before.list[1]);
    expect(share(after, structuredClone(after))).toBe(after);
  });

  test("never changes a value", () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (before, after) => {
        expect(share(before, structuredClone(after))).toEqual(after);
      }),
    );
  });
});
