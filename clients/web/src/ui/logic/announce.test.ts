import { expect, test } from "vitest";

import type { Line } from "../../client/culver.ts";
import { en } from "../text/en.ts";
import { announcement, newcomers } from "./announce.ts";
import type { Speech } from "./describe.ts";
import { isolate } from "./names.ts";
import { timesIn } from "./times.ts";

const speech: Speech = {
  text: en,
  times: timesIn("en", en),
  name: (account) => ({ a: "Anna", b: "Bo" })[account],
  self: "me",
};
const line = (key: string, author: string, text = key): Line => ({
  key,
  conversation: "c",
  at: 0,
  author,
  own: author === "me",
  body: { is: "text", text },
  reactions: [],
});

test("what others wrote since is new, what oneself wrote is not", () => {
  const lines = [line("1", "a"), line("2", "me"), line("3", "b")];
  expect(newcomers(lines, "1").map(({ key }) => key)).toEqual(["3"]);
  expect(newcomers(lines, undefined)).toEqual([]);
  expect(newcomers(lines, "gone")).toEqual([]);
});

test("few are read out, many are counted", () => {
  expect(announcement([line("1", "a", "Hello\nyou")], speech)).toBe(`${isolate("Anna")}: Hello you`);
  const many = ["1", "2", "3", "4"].map((key) => line(key, key === "4" ? "b" : "a"));
  expect(announcement(many, speech)).toBe(`4 new messages from ${isolate("Anna")} and ${isolate("Bo")}`);
  expect(announcement([], speech)).toBe("");
});
