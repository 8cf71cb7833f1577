import { describe, expect, test } from "vitest";
import { named } from "../testing/cryptography.ts";
import { ALICE, BOB, CAROL, group, people } from "../testing/scenes.ts";
import { rosterOf } from "../membership/standing.ts";

describe("a group", () => {
  test("has members that follow from signed entries, and a title", async () => {
    const { alice, bob, carol, clock, id } = await group();
    await clock.until(() => carol.cursor(id) === 2 && bob.cursor(id) === 2);
    for (const device of [alice, bob, carol]) {
      const row = device.engine.state.conversation(id);
      expect(row?.title?.title).toBe("Trip");
      expect(row?.standing?.proven?.members.map((member) => member.account).sort()).toEqual([ALICE, BOB, CAROL].sort());
    }
    await carol.say(id, "hello");
    await clock.until(() => alice.cursor(id) === 3);
    expect(await alice.texts(id)).toEqual(["hello"]);
  });

  test("tells whoever is added what it is called and who is in it", async () => {
    const { alice, clock, id, make } = await group(2);
    const carol = await make(CAROL, "carol phone");
    const added = alice.engine.groups.add(id, [CAROL], "member");
    await clock.pass(3_000);
    await added;
    await clock.until(() => carol.engine.state.conversation(id)?.title?.title === "Trip");
    const standing = carol.engine.state.conversation(id)?.standing;
    expect(standing?.proven).toBeDefined();
    expect(standing?.addedBy).toBe(ALICE);
    expect((await carol.lines(id)).map((line) => line.content.is)).not.toContain("placeholder");
  });

  test("goes through with two changes at once", async () => {
    const { alice, bob, carol, clock, id } = await group();
    const role = alice.engine.groups.setRole(id, BOB, "owner");
    await clock.pass(3_000);
    await role;
    const one = alice.engine.groups.setRole(id, CAROL, "admin");
    const other = bob.engine.groups.remove(id, [ALICE]).catch(() => "refused");
    await clock.pass(10_000);
    await Promise.all([one.catch(() => "refused"), other]);
    const rosters = [bob, carol].map((device) => {
      const standing = device.engine.state.conversation(id)?.standing;
      return standing === undefined ? undefined : rosterOf(standing);
    });
    expect(rosters[0]).toEqual(rosters[1]);
    expect(rosters[0]?.members.some((member) => member.account === ALICE)).toBe(false);
  });

  test("ends for whoever leaves or is removed, and begins anew for whoever is added again", async () => {
    const { alice, bob, clock, id } = await group();
    const left = bob.engine.groups.leave(id);
    await clock.pass(3_000);
    await left;
    expect(bob.engine.state.conversation(id)?.standing?.ended).toEqual({ by: BOB });
    await alice.say(id, "without Bob");
    await clock.pass(3_000);
    expect(await bob.texts(id)).toEqual([]);
    const again = alice.engine.groups.add(id, [BOB], "member");
    await clock.pass(3_000);
    await again;
    await alice.say(id, "with Bob");
    await clock.until(() => (bob.engine.state.conversation(id)?.unread ?? 0) === 1);
    expect(await bob.texts(id)).toEqual(["with Bob"]);
    expect(bob.engine.state.conversation(id)?.standing?.ended).toBeUndefined();
  });

  test("lets owners and admins alone decide how long its messages live", async () => {
    const { alice, bob, carol, clock, id } = await group();
    const all = [alice, bob, carol];
    await clock.until(() => all.every((device) => device.cursor(id) === 2));
    const lifetimes = () => all.map((device) => device.engine.state.conversation(id)?.lifetime);
    await bob.say(id, { is: "lifetime", seconds: 5 });
    await clock.until(() => all.every((device) => device.cursor(id) === 3));
    expect(lifetimes()).toEqual([undefined, undefined, undefined]);
    expect((await carol.lines(id)).map(({ content }) => content.is)).not.toContain("lifetime");
    await alice.say(id, { is: "lifetime", seconds: 60 });
    await clock.until(() => all.every((device) => device.cursor(id) === 4));
    expect(lifetimes()).toEqual([60, 60, 60]);
  });

  test("is created once, though the first answer is lost and the tab dies", async () => {
    const { clock, world, alice } = await people();
    alice.faults = { ...alice.faults, unanswered: 1 };
    alice.engine.groups.create(named("nonce"), { title: "Trip" }, [BOB]).catch(() => undefined);
    await clock.until(() => world.logs.size === 1);
    await alice.crashAndRestart();
    alice.faults = { ...alice.faults, unanswered: 0 };
    const [id] = world.logs.keys();
    await clock.until(() => alice.engine.state.conversation(id ?? "")?.title?.title === "Trip");
    expect(world.logs.size).toBe(1);
  });

  test("takes no message from whoever is no member, and believes no server about members", async () => {
    const { alice, bob, carol, clock, world, id } = await group(3);
    await clock.until(() => bob.cursor(id) === 2);
    const log = world.logs.get(id);
    // The server adds somebody by itself: sealing to them is refused.
    const ghost = named("ghost");
    world.join(ghost, named("ghost phone"));
    if (log === undefined) {
      throw new Error("there is no log");
    }
    log.roles = new Map([...log.roles, [ghost, "member"]]);
    await alice.say(id, "not for ghosts");
    await clock.pass(200_000);
    expect(alice.engine.state.outbox(id)[0]?.outcome).toEqual({ is: "failed", reason: "changed" });
    expect(await carol.texts(id)).toEqual([]);
  });
});
