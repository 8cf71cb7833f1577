import { expect, test } from "vitest";

import { de } from "../text/de.ts";
import { en } from "../text/en.ts";
import { duration, sameDay, size, timesIn } from "./times.ts";

const at = (text: string): number => new Date(text).getTime();
const now = at("2026-03-11T15:00:00");
const english = timesIn("en", en);
const german = timesIn("de", de);

test("days are named by their distance", () => {
  expect(english.day(at("2026-03-11T00:00:01"), now)).toBe("Today");
  expect(english.day(at("2026-03-10T23:59:59"), now)).toBe("Yesterday");
  expect(english.day(at("2026-03-09T12:00:00"), now)).toBe("Monday");
  expect(english.day(at("2026-03-04T12:00:00"), now)).toBe("4 March");
  expect(english.day(at("2025-12-31T12:00:00"), now)).toBe("31 December 2025");
  expect(german.day(at("2026-03-10T12:00:00"), now)).toBe("Gestern");
  expect(german.day(at("2026-03-04T12:00:00"), now)).toBe("4. März");
});

test("lists name them briefly", () => {
  expect(english.brief(at("2026-03-11T09:05:00"), now)).toBe("09:05");
  expect(english.brief(at("2026-03-09T12:00:00"), now)).toBe("Mon");
  expect(german.brief(at("2026-03-09T12:00:00"), now)).toBe("Mo");
  expect(english.brief(at("2026-02-01T12:00:00"), now)).toBe("1 Feb");
});

test("the day in which the clocks change has no ghost", () => {
  expect(sameDay(at("2026-03-29T00:30:00"), at("2026-03-29T23:30:00"))).toBe(true);
  expect(english.day(at("2026-03-28T23:30:00"), at("2026-03-29T23:30:00"))).toBe("Yesterday");
});

test("a time to come and a time gone by", () => {
  expect(english.relative(now + 300_000, now)).toBe("in 5 minutes");
  expect(english.relative(now - 3 * 86_400_000, now)).toBe("3 days ago");
  expect(english.relative(now + 20_000, now)).toBe("now");
});

test("the last minute before something is not called now, as long as it is to come", () => {
  expect(english.until(now + 61_000, now)).toBe("in 1 minute");
  expect(english.until(now + 59_000, now)).toBe("in less than a minute");
  expect(german.until(now + 1, now)).toBe("in weniger als einer Minute");
  expect(english.until(now, now)).toBe("now");
});

test("spans", () => {
  expect(english.span(30)).toBe("30 seconds");
  expect(english.span(300)).toBe("5 minutes");
  expect(english.span(86_400)).toBe("1 day");
  expect(german.span(604_800)).toBe("1 Woche");
});

test("durations and sizes", () => {
  expect(duration(7400)).toBe("0:07");
  expect(duration(3_723_000)).toBe("1:02:03");
  expect(size(312, "en")).toBe("312 B");
  expect(size(4200, "de")).toBe("4,2 kB");
  expect(size(17_300_000, "en")).toBe("17 MB");
});
