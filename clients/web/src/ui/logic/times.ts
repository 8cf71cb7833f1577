import type { Time } from "../../client/culver.ts";
import type { Texts } from "../text/en.ts";

/** Writes times in a language; made once, since making formats is slow. */
export interface Times {
  /** `14:03`. */
  clock(at: Time): string;
  /** `Today`, `Yesterday`, `Monday`, `3 March`, `3 March 2024`: for separators. */
  day(at: Time, now: Time): string;
  /** `14:03`, `Yesterday`, `Mon`, `3 Mar`, `3 Mar 2024`: for lists, short. */
  brief(at: Time, now: Time): string;
  /** All of it, for titles. */
  full(at: Time): string;
  /** `in 5 minutes`, `3 days ago`. */
  relative(at: Time, now: Time): string;
  /** `in 5 minutes`, `in less than a minute`, `now`: of what is to come. */
  until(at: Time, now: Time): string;
  /** `5 minutes`, `1 day`. */
  span(seconds: number): string;
}

const day = 86_400_000;
const minute = 60_000;

/** Formats of one language. */
export function timesIn(language: string, text: Pick<Texts, "chat" | "time">): Times {
  const format = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, options);
  const clock = format({ hour: "2-digit", minute: "2-digit" });
  const weekday = format({ weekday: "long" });
  const weekdayBrief = format({ weekday: "short" });
  const date = format({ day: "numeric", month: "long" });
  const dateBrief = format({ day: "numeric", month: "short" });
  const dateYear = format({ day: "numeric", month: "long", year: "numeric" });
  const dateYearBrief = format({ day: "numeric", month: "short", year: "numeric" });
  const full = format({ dateStyle: "medium", timeStyle: "short" });
  const apart = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const relative = (at: Time, now: Time): string => {
    const seconds = (at - now) / 1000;
    for (const [unit, length] of units) {
      if (Math.abs(seconds) >= length) return apart.format(Math.trunc(seconds / length), unit);
    }
    return text.time.now;
  };

  return {
    clock: (at) => clock.format(at),
    full: (at) => full.format(at),
    day: (at, now) => {
      const days = daysBetween(at, now);
      if (days === 0) return text.chat.today;
      if (days === 1) return text.chat.yesterday;
      if (days > 1 && days < 7) return weekday.format(at);
      return sameYear(at, now) ? date.format(at) : dateYear.format(at);
    },
    brief: (at, now) => {
      const days = daysBetween(at, now);
      if (days === 0) return clock.format(at);
      if (days === 1) return text.chat.yesterday;
      if (days > 1 && days < 7) return weekdayBrief.format(at);
      return sameYear(at, now) ? dateBrief.format(at) : dateYearBrief.format(at);
    },
    relative,
    until: (at, now) => (at > now && at - now < minute ? text.time.withinMinute : relative(at, now)),
    span: (seconds) => {
      const { span } = text.time;
      if (seconds >= 604_800 && seconds % 604_800 === 0) return span.weeks(seconds / 604_800);
      if (seconds >= 86_400) return span.days(Math.round(seconds / 86_400));
      if (seconds >= 3600) return span.hours(Math.round(seconds / 3600));
      if (seconds >= 60) return span.minutes(Math.round(seconds / 60));
      return span.seconds(seconds);
    },
  };
}

const units = [
  ["year", 31_536_000],
  ["month", 2_592_000],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** Whether two times are on the same day, where the person is. */
export function sameDay(one: Time, other: Time): boolean {
  return startOfDay(one) === startOfDay(other);
}

function daysBetween(at: Time, now: Time): number {
  return Math.round((startOfDay(now) - startOfDay(at)) / day);
}

// The day that was asked for last: lines of a conversation are asked for one after the other, and dates are slow to make.
let known = { start: 0, end: 0 };

function startOfDay(at: Time): number {
  if (!(at >= known.start && at < known.end)) {
    const date = new Date(at);
    const start = date.setHours(0, 0, 0, 0);
    // By the calendar: days are of 23 to 25 hours.
    known = { start, end: date.setDate(date.getDate() + 1) };
  }
  return known.start;
}

function sameYear(one: Time, other: Time): boolean {
  return new Date(one).getFullYear() === new Date(other).getFullYear();
}

/** `0:07`, `12:30`, `1:02:03`: how long sound is. */
export function duration(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const two = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** `312 B`, `4.2 kB`, `17 MB`. */
export function size(bytes: number, language: string): string {
  const format = (value: number, unit: string): string =>
    `${new Intl.NumberFormat(language, { maximumFractionDigits: value < 10 ? 1 : 0 }).format(value)} ${unit}`;
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return format(bytes / 1000, "kB");
  return format(bytes / 1_000_000, "MB");
}
