import { afterEach, expect, test, vi } from "vitest";
import { blocks, type Blocks } from "../../engine/people/blocks.ts";
import type { Server } from "../../engine/ports.ts";
import { loadState } from "../../engine/state.ts";
import { named } from "../../engine/testing/cryptography.ts";
import { eventually } from "../../testing/eventually.ts";
import { BOB, CHAT, directRow, lineRow, ME, testTab, type TestTab } from "../testing/tab.ts";

const GROUP = named("group");
let here: TestTab;
afterEach(() => here.close());

/** A tab whose leading one blocks people at a server that answers so. */
async function blocking(answer: (what: string) => Promise<void> = () => Promise.resolve()): Promise<Blocks> {
  const doing: { blocks?: Blocks } = {};
  here = await testTab({
    block: (account) => doing.blocks?.block(account) ?? Promise.reject(new Error("not yet")),
    unblock: (account) => doing.blocks?.unblock(account) ?? Promise.reject(new Error("not yet")),
  });
  await here.store.write({
    conversations: [directRow({ order: 1, last: lineRow(1, "hello") })],
    messages: [lineRow(1, "hello")],
    people: [{ account: BOB, name: "Bob" }],
  });
  const server = {
    blockAccount: (account: string) => answer(`block ${account}`),
    unblockAccount: (account: string) => answer(`unblock ${account}`),
    listBlocks: () => Promise.resolve({ blocks: [{ account: GROUP, since: 1 }] }),
  } as unknown as Server;
  doing.blocks = blocks(await loadState(here.store), server);
  await here.tab.mirror.settled();
  return doing.blocks;
}

test("whoever is blocked is marked wherever they are shown, and can be written to again when they are not", async () => {
  const asked: string[] = [];
  await blocking((what) => Promise.resolve(void asked.push(what)));
  const { people, conversations } = here.culver;
  const view = conversations.view(CHAT);
  view.subscribe(() => undefined);
  expect(view.current()).toMatchObject({ blocked: false, writable: true });
  expect(people.blocked.current()).toEqual([]);

  await people.block(BOB);
  expect(people.person(BOB).current()?.blocked).toBe(true);
  expect(people.blocked.current()?.map((person) => person.name)).toEqual(["Bob"]);
  expect(view.current()).toMatchObject({ blocked: true, writable: "blocked" });
  expect(conversations.list.current()?.[0]).toMatchObject({ blocked: true, title: "Bob" });
  // What they wrote before stays to be read.
  expect(conversations.list.current()?.[0]?.last?.body).toEqual({ is: "text", text: "hello" });

  await people.block(BOB);
  expect(people.blocked.current()).toHaveLength(1);
  await people.unblock(BOB);
  expect(people.blocked.current()).toEqual([]);
  expect(view.current()).toMatchObject({ blocked: false, writable: true });
  expect(asked).toEqual([`block ${BOB}`, `block ${BOB}`, `unblock ${BOB}`]);
});

test("nobody is shown as blocked whom the server did not block", async () => {
  await blocking(() => Promise.reject(new Error("no")));
  await expect(here.culver.people.block(BOB)).rejects.toMatchObject({ name: "Failure" });
  expect(here.culver.people.person(BOB).current()?.blocked).toBe(false);
  expect(here.culver.people.blocked.current()).toEqual([]);
});

test("what another device blocked is seen here, and what it unblocked", async () => {
  const own = await blocking();
  await here.culver.people.block(BOB);
  const told = vi.fn();
  here.culver.people.blocked.subscribe(told);
  await own.refresh();
  await eventually(() => expect(told).toHaveBeenCalled());
  expect(here.culver.people.blocked.current()?.map((person) => person.account)).toEqual([GROUP]);
  expect(here.culver.people.person(BOB).current()?.blocked).toBe(false);
});

test("a group can be written to though somebody in it is blocked", async () => {
  await blocking();
  await here.store.write({ conversations: [directRow({ id: GROUP, kind: "group", members: [BOB, ME] })] });
  await here.culver.people.block(BOB);
  const view = here.culver.conversations.view(GROUP);
  expect(view.current()).toMatchObject({ writable: true, blocked: false });
  expect(view.current()?.members.find(({ person }) => person.account === BOB)?.person.blocked).toBe(true);
});
