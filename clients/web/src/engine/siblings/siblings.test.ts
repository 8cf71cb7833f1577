import { readFileSync } from "node:fs";
import { beforeEach, describe, expect, it } from "vitest";

import { text } from "../../wire/bytes.ts";
import type { Known } from "../history/content.ts";
import { parseContent } from "../history/parse.ts";
import { writeContent } from "../history/write.ts";
import type { TestClock } from "../testing/clock.ts";
import { named } from "../testing/cryptography.ts";
import type { TestDevice } from "../testing/device.ts";
import { ALICE, BOB, group, people } from "../testing/scenes.ts";
import { whatIsKnown } from "./telling.ts";

/** Alice's tablet comes when everything has been said in a group of hers with Bob. */
describe("a further device of an account", () => {
  let clock: TestClock;
  let alice: TestDevice;
  let bob: TestDevice;
  let id: string;
  let further: (name: string) => Promise<TestDevice>;
  const tablet = (): Promise<TestDevice> => further("alice tablet");

  beforeEach(async () => {
    const scene = await group(3);
    ({ clock, alice, bob, id } = scene);
    further = async (name) => {
      const made = await scene.make(ALICE, name);
      await clock.pass(30_000);
      return made;
    };
    const set = bob.engine.profiles.setProfile({ name: "Bob B." });
    await clock.pass(5_000);
    await set;
    await bob.say(id, "hello");
    await clock.pass(5_000);
    await alice.say(id, { is: "lifetime", seconds: 60 });
    await clock.pass(5_000);
  });

  const notesOf = async (device: TestDevice): Promise<string> => {
    const opened = device.direct(ALICE);
    await clock.pass(1_000);
    return await opened;
  };

  /** Creates one more group, in this world or in another one just like it. */
  const another = async (device: TestDevice): Promise<string> => {
    const creation = device.engine.groups.create(named("another nonce"), { title: "Another" }, [BOB]);
    await device.clock.pass(5_000);
    return await creation;
  };

  it("learns how groups are called, how long messages live, and the names of people", async () => {
    const late = await tablet();

    const row = late.engine.state.conversation(id);
    expect(row?.title).toEqual({ title: "Trip" });
    expect(row?.lifetime).toBe(60);
    expect(late.engine.state.person(BOB)?.name).toBe("Bob B.");
  });

  it("is told although the older one ended in the midst of it", async () => {
    alice.disconnect();
    const late = await tablet();
    expect(late.engine.state.conversation(id)?.title).toBeUndefined();
    alice.connect();
    await clock.pass(50);
    await alice.crashAndRestart();
    await clock.pass(30_000);

    expect(late.engine.state.conversation(id)?.title).toEqual({ title: "Trip" });
  });

  it("is told once, and no older one is told anything", async () => {
    const notes = await notesOf(alice);
    await tablet();
    await alice.crashAndRestart();
    await clock.pass(30_000);

    expect(alice.engine.state.conversation(notes)?.cursor).toBe(3);
  });

  it("shows nothing of it, nor does any other", async () => {
    const late = await tablet();
    const notes = await notesOf(late);
    const latest = await further("alice laptop");

    for (const device of [alice, late, latest]) {
      const row = device.engine.state.conversation(notes);
      expect(row).toMatchObject({ unread: 0, written: false });
      expect((await device.lines(notes)).filter(({ content }) => content.is !== "placeholder")).toEqual([]);
    }
  });

  it("keeps what it has read itself if that is newer, and takes what is newer than that", async () => {
    const late = await tablet();
    await alice.say(id, { is: "group", title: "Journey" });
    await clock.pass(5_000);
    const notes = await notesOf(alice);
    const told = async (known: Omit<Known, "is">): Promise<void> => {
      await alice.say(notes, { is: "known", ...known });
      await clock.pass(5_000);
    };

    await told({ conversations: [{ conversation: id, group: { title: "Old", seq: 2 }, lifetime: { seq: 2 } }] });
    expect(late.engine.state.conversation(id)).toMatchObject({ title: { title: "Journey" }, lifetime: 60 });
    await bob.say(id, "one more");
    await clock.pass(5_000);
    const seq = late.cursor(id);
    await told({ conversations: [{ conversation: id, group: { title: "New", seq }, lifetime: { seq } }] });
    expect(late.engine.state.conversation(id)?.title).toEqual({ title: "New" });
    expect(late.engine.state.conversation(id)?.lifetime).toBeUndefined();
    await told({
      conversations: [{ conversation: id, group: { title: "Newer", seq }, lifetime: { seconds: 5, seq } }],
    });
    expect(late.engine.state.conversation(id)?.title).toEqual({ title: "New" });
  });

  it("is bound by nothing that was said to be later than everything there is", async () => {
    const late = await tablet();
    const notes = await notesOf(alice);
    const group = { title: "For ever", seq: Number.MAX_SAFE_INTEGER };
    await alice.say(notes, { is: "known", conversations: [{ conversation: id, group }] });
    await clock.pass(5_000);
    await alice.say(id, { is: "group", title: "Journey" });
    await clock.pass(5_000);

    expect(late.engine.state.conversation(id)?.title).toEqual({ title: "Journey" });
  });

  it("is told what holds when the older one has caught up", async () => {
    const promoted = alice.engine.groups.setRole(id, BOB, "admin");
    await clock.pass(5_000);
    await promoted;
    alice.disconnect();
    await bob.say(id, { is: "lifetime", seconds: 3_600 });
    await clock.pass(5_000);
    const late = await tablet();
    alice.connect();
    await clock.pass(30_000);

    expect(late.engine.state.conversation(id)).toMatchObject({ title: { title: "Trip" }, lifetime: 3_600 });
  });

  it("keeps what it knows when the logs begin anew, and takes nothing older again", async () => {
    const late = await tablet();
    await alice.say(id, { is: "group", title: "Journey" });
    await clock.pass(5_000);
    alice.world.restore(id, Infinity);
    for (const device of [alice, bob, late]) {
      device.disconnect();
      device.connect();
    }
    await clock.pass(60_000);

    expect(late.engine.state.conversation(id)).toMatchObject({ title: { title: "Journey" }, lifetime: 60 });
    expect(late.engine.state.own().heard).toBeUndefined();
  });

  it("keeps what is said of a conversation that is not there yet", async () => {
    const late = await tablet();
    const notes = await notesOf(alice);
    const other = await another((await people()).alice);
    await alice.say(notes, {
      is: "known",
      conversations: [{ conversation: other, lifetime: { seconds: 90, seq: 0 } }],
    });
    await clock.pass(5_000);
    await late.crashAndRestart();
    expect(await another(alice)).toBe(other);
    await clock.pass(5_000);

    expect(late.engine.state.conversation(other)?.lifetime).toBe(90);
    expect(late.engine.state.own().heard).toBeUndefined();
  });

  it("is not told by anybody else", async () => {
    const late = await tablet();
    const opened = bob.direct(ALICE);
    await clock.pass(1_000);
    const direct = await opened;
    await bob.say(direct, { is: "known", conversations: [{ conversation: id, group: { title: "Bob's", seq: 90 } }] });
    await bob.say(id, { is: "known", conversations: [{ conversation: id, group: { title: "Bob's", seq: 90 } }] });
    await clock.pass(5_000);

    expect(late.engine.state.conversation(id)?.title).toEqual({ title: "Trip" });
    expect(late.engine.state.conversation(direct)).toMatchObject({ unread: 0, written: false });
  });

  it("is told as the contract has it", () => {
    const example = readFileSync(new URL("../../../../../contract/examples/content/known.json", import.meta.url));
    const parsed = parseContent(new Uint8Array(example));

    expect(parsed.is).toBe("content");
    expect(parsed.is === "content" && JSON.parse(text(writeContent(parsed)))).toEqual(JSON.parse(example.toString()));
  });

  it("is told in as many messages as it takes", () => {
    const many = Array.from({ length: 600 }, (_, at) => ({ account: `account-${at}`, profileKey: "A".repeat(44) }));
    const state = { ...alice.engine.state, people: () => many };
    const parts = whatIsKnown(state, ALICE);

    expect(parts.flatMap(({ people = [] }) => people)).toEqual(many);
    expect(Math.max(...parts.map((part) => JSON.stringify(part).length))).toBeLessThan(65_000);
    expect(parts.flatMap(({ conversations = [] }) => conversations)).toEqual([
      { conversation: id, group: { title: "Trip", seq: 2 }, lifetime: { seconds: 60, seq: 4 } },
    ]);
  });
});
