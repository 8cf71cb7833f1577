import type { Attachment, Body, Line } from "../../client/culver.ts";
import { me } from "./people.ts";

const phrases = [
  "Are you coming on Saturday?",
  "Yes! The train arrives at 10:40, I can walk from the station.",
  "Perfect.",
  "I’ll bring the bread and some of the plum jam from last year, there are still five jars left and nobody here eats it.",
  "😂",
  "Have a look at https://example.org/trails?from=lake and tell me which one you like better (the short one is fine, too).",
  "Ok",
  "The weather looks fine until the evening. Let’s take jackets anyway, the wind up there was cold the last time.",
  "👍",
  "Did you hear from Jonas?",
  "Not since Tuesday",
  "He said that he would write when he knows more about the flat.",
  "هل يمكننا أن نلتقي في المحطة؟ القطار يصل الساعة 10:40",
  "Sure, see you there 🚆",
  "First:\n – tickets\n – water\n – the map\nSecond: nothing, I think",
];

/** A line of the example conversations. */
export function line(
  conversation: string,
  number: number,
  at: number,
  author: string,
  body: Body,
  more: Partial<Line> = {},
): Line {
  const own = author === me;
  return {
    key: `${conversation} ${number}`,
    conversation,
    at,
    author,
    own,
    ...(own ? { state: "read" as const } : {}),
    body,
    reactions: [],
    ...more,
  };
}

/** `count` lines of talk between some people, ending at a time. */
export function talk(conversation: string, authors: readonly string[], count: number, until: number): readonly Line[] {
  const lines: Line[] = [];
  let at = until;
  for (let back = 0; back < count; back++) {
    const number = count - back;
    const who = authors[Math.floor((number * 7919) / 3) % authors.length] ?? me;
    const text = phrases[(number * 7) % phrases.length] ?? "";
    lines.push(line(conversation, number, at, who, { is: "text", text: count > 1000 ? `${text} (${number})` : text }));
    at -= number % 9 === 0 ? 5_400_000 : number % 31 === 0 ? 50_000_000 : 40_000 + (number % 5) * 20_000;
  }
  return lines.reverse();
}

/** An attachment of the example data. */
export function attachment(key: string, type: string, more: Partial<Attachment> = {}): Attachment {
  return { key, type, size: 2_400_000, voice: false, transfer: { is: "here" }, ...more };
}

/** Every kind of line and every state, each once. `thumbnails` are blob URLs. */
export function everyKind(
  conversation: string,
  people: readonly string[],
  until: number,
  thumbnails: readonly string[],
): readonly Line[] {
  const [anna = "", bo = "", charlotte = ""] = people;
  const minute = 60_000;
  let number = 0;
  let at = until - 300 * minute;
  const lines: Line[] = [];
  const add = (author: string, body: Body, more: Partial<Line> = {}, later = minute): void => {
    at += later;
    lines.push(line(conversation, number++, at, author, body, more));
  };
  const say = (author: string, text: string, more: Partial<Line> = {}, later = minute): void => {
    add(author, { is: "text", text }, more, later);
  };
  const picture = (index: number, width: number, height: number, more: Partial<Attachment> = {}): Attachment => ({
    ...attachment(`f${number}-${index}`, "image/webp", { name: `lake-${index}.webp`, width, height }),
    ...(thumbnails[index % thumbnails.length] === undefined
      ? {}
      : { thumbnail: thumbnails[index % thumbnails.length] ?? "" }),
    ...more,
  });
  add(anna, { is: "membership", change: { is: "created" }, verified: true });
  add(anna, { is: "membership", change: { is: "added", accounts: [me, bo, charlotte] }, verified: true });
  add(me, { is: "membership", change: { is: "role", account: bo, role: "admin" }, verified: false });
  add(anna, { is: "titled", title: "Lake weekend" });
  add(bo, { is: "new-device", account: bo });
  add(bo, { is: "removed-device", account: bo });
  add(me, { is: "lifetime", seconds: 604_800 });
  say(anna, "Welcome everybody! Here is the plan for the weekend.", {}, 40 * minute);
  say(anna, "We meet on Saturday at the station and walk around the lake. About 14 km, nearly flat.");
  say(me, "Sounds lovely", {
    reactions: [
      { emoji: "❤️", accounts: [anna, bo], own: false },
      { emoji: "👍", accounts: [me], own: true },
    ],
  });
  say(
    bo,
    "https://example.org/a/very/long/path/that/does/not/end/anywhere/soon/and/has/no/place/to/break?query=0123456789abcdef0123456789abcdef",
  );
  say(charlotte, "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz");
  add(
    anna,
    { is: "media", files: [picture(0, 1600, 1067)], text: "From last year" },
    { reactions: [{ emoji: "😍", accounts: [bo, charlotte, me], own: true }] },
    20 * minute,
  );
  add(me, { is: "media", files: [0, 1, 2, 3, 4].map((index) => picture(index, 1200, 900)) });
  add(bo, { is: "media", files: [picture(5, 900, 1600, { transfer: { is: "none" } })] });
  add(charlotte, {
    is: "media",
    files: [attachment("v", "audio/wav", { voice: true, duration: 17_000, size: 42_000 })],
  });
  add(
    me,
    {
      is: "media",
      files: [
        attachment("v2", "audio/wav", {
          voice: true,
          duration: 6000,
          size: 21_000,
          local: true,
          transfer: { is: "uploading", share: 0.6 },
        }),
      ],
    },
    { state: "sending" },
  );
  add(
    me,
    { is: "media", files: [picture(2, 1200, 900, { local: true, transfer: { is: "waiting" } })] },
    { state: "waiting" },
  );
  add(
    me,
    {
      is: "media",
      files: [
        attachment("p", "application/pdf", {
          name: "Programme.pdf",
          local: true,
          transfer: { is: "preparing", share: 0.4 },
        }),
      ],
    },
    { state: "preparing" },
  );
  add(bo, {
    is: "media",
    files: [
      attachment("d1", "application/pdf", {
        name: "Timetable and tickets for everybody, final version (2).pdf",
        size: 812_000,
      }),
      attachment("d2", "application/zip", {
        name: "maps.zip",
        size: 48_000_000,
        transfer: { is: "downloading", share: 0.35 },
      }),
      attachment("d3", "text/plain", { name: "list.txt", size: 312, transfer: { is: "gone" } }),
    ],
    text: "Tickets are inside",
  });
  const video: Attachment = {
    ...picture(6, 1280, 720),
    type: "video/mp4",
    name: "waves.mp4",
    duration: 42_000,
    size: 18_200_000,
    transfer: { is: "none" },
  };
  add(anna, { is: "media", files: [video] });
  say(me, "Who brings the tent?", {
    reply: {
      key: `${conversation} 8`,
      author: anna,
      body: { is: "text", text: "We meet on Saturday at the station and walk around the lake." },
    },
  });
  say(charlotte, "I do", { reply: { key: "gone", author: bo } });
  say(anna, "سأحضر الخيمة أيضًا، لا تقلقوا 🙂 see you at 10:40");
  add(bo, { is: "deleted" });
  add(me, { is: "deleted" });
  add(bo, { is: "placeholder", why: "not-for-this-device" });
  add(bo, { is: "placeholder", why: "unverified" });
  add(charlotte, { is: "placeholder", why: "newer-version" });
  say(me, "Edited once or twice", { edited: true, state: "delivered" });
  say(me, "This one disappears", { lifetime: 3600, disappearsAt: until + 40 * minute, state: "sent" });
  say(bo, "🎉🎉", {});
  add(charlotte, { is: "membership", change: { is: "left" }, verified: true });
  say(me, "On its way", { state: "sending" });
  say(me, "Waiting for a network", { state: "waiting" });
  say(me, "This did not get through because the group had changed", { state: "failed" });
  return lines;
}
