import { describe, expect, test } from "vitest";

import type { ConversationRow, MessageRow, RowContent } from "../engine/history/rows.ts";
import type { News } from "../client/notices/news.ts";
import { gathered, tell } from "./news.ts";
import { de, en, wordsFor } from "./words.ts";

const names = (account: string): string | undefined => ({ ann: "Ann", ben: "Ben\u202e\nroot" })[account];
const all = { previews: true, sounds: true };

let order = 0;
const line = (author: string, content: RowContent | string): MessageRow => ({
  conversation: "c",
  order: ++order,
  key: `~${order}`,
  epoch: 1,
  author,
  time: 1,
  content: typeof content === "string" ? { is: "text", text: content } : content,
});
const file = { media: "m", key: "", size: 1, chunk: 1 };

function news(id: string, lines: readonly MessageRow[], more: Partial<ConversationRow> = {}): News {
  return { conversation: { id, kind: "direct", ...more } as ConversationRow, lines };
}

describe("a notification", () => {
  test("tells who wrote what, several messages of a conversation in one", () => {
    const [one] = tell([news("c", [line("ann", "Hello"), line("ann", "Are you there?")])], all, names, en);
    expect(one).toEqual({
      title: "Ann",
      body: "Hello\nAre you there?",
      tag: "c",
      conversation: "c",
      silent: false,
    });
  });

  test("of a group bears its title, and a name before each text", () => {
    const group = { kind: "group", title: { title: "Lake weekend" } } as const;
    const [one] = tell([news("g", [line("ann", "Who drives?"), line("ben", "I do")], group)], all, names, en);
    expect(one?.title).toBe("Lake weekend");
    expect(one?.body).toBe("Ann: Who drives?\nBen root: I do");
  });

  test("names what is no text", () => {
    const media = (more: object) => line("ann", { is: "media", files: [{ ...file, type: "image/webp", ...more }] });
    const lines = [
      media({}),
      media({ type: "audio/webm", voice: true }),
      media({ type: "application/pdf" }),
      line("ann", { is: "media", files: [{ ...file, type: "video/mp4" }], text: "Look" }),
    ];
    expect(tell([news("c", lines)], all, names, de)[0]?.body).toBe("Foto\nSprachnachricht\nDatei\nVideo: Look");
  });

  test("of somebody whose name is not known says so, and is cut where it is long", () => {
    const [one] = tell([news("c", [line("eve", "x".repeat(1_000))])], all, names, en);
    expect(one?.title).toBe("Unknown");
    expect(one?.body).toBe(`${"x".repeat(300)}…`);
  });

  test("without previews holds no name and no text, and is one for all conversations", () => {
    const both = [news("c", [line("ann", "secret"), line("ann", "secret")]), news("d", [line("ben", "secret")])];
    const shown = tell(both, { previews: false, sounds: true }, names, en);
    expect(shown).toEqual([{ title: "Culver", body: "3 new messages", tag: "culver", silent: false }]);
    const [only] = tell(both.slice(1), { previews: false, sounds: true }, names, en);
    expect(only).toMatchObject({ body: "New message", conversation: "d" });
    expect(JSON.stringify([shown, only])).not.toMatch(/secret|Ann|Ben/);
  });

  test("tells who reacted to what, and who made one a member", () => {
    const to = { device: "d", id: "i" };
    const reaction = line("ann", { is: "reaction", to, emoji: "👍" });
    const targets = new Map([[reaction.order, { is: "text", text: "Shall we go?" }]] as const);
    const direct: News = { ...news("c", [reaction]), targets };
    expect(tell([direct], all, names, en)[0]).toMatchObject({ title: "Ann", body: "👍 to “Shall we go?”", tag: "c" });
    const change = { type: "added", members: [{ account: "me", role: "member" }] } as const;
    const added = line("ann", { is: "membership", change, verified: true });
    const group = { ...news("g", [added, reaction], { kind: "group", title: { title: "Lake weekend" } }), targets };
    expect(tell([group], all, names, de)[0]).toMatchObject({
      title: "Lake weekend",
      body: "Ann hat dich hinzugefügt\nAnn: 👍 auf „Shall we go?“",
    });
    const hidden = tell([direct], { previews: false, sounds: true }, names, en);
    expect(hidden).toMatchObject([{ title: "Culver", body: "Something new", conversation: "c" }]);
  });

  test("of many messages at once counts them, without a sound", () => {
    const shown = { title: "Culver", tag: "culver", silent: true };
    expect(gathered(12, 3, en)).toEqual({ ...shown, body: "12 new messages in 3 chats" });
    expect(gathered(12, 1, de)).toEqual({ ...shown, body: "12 neue Nachrichten" });
  });

  test("makes no sound where the person wants none", () => {
    expect(tell([news("c", [line("ann", "Hi")])], { previews: true, sounds: false }, names, en)[0]?.silent).toBe(true);
  });

  test("speaks the language that the person prefers, else the browser's", () => {
    expect(wordsFor("de", ["en-US"])).toBe(de);
    expect(wordsFor("system", ["fr", "de-AT", "en"])).toBe(de);
    expect(wordsFor("system", ["fr"])).toBe(en);
  });
});
