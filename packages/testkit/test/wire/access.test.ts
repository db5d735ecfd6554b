import { expect, setDefaultTimeout, test } from "bun:test";
import { COMMANDS, type CommandName } from "@skein/protocol/schema";
import { COMMAND_NAMES, sample } from "./fixture/samples.ts";
import { groupOf, words } from "./fixture/talk.ts";
import { type Linked, World } from "./fixture/world.ts";

// some hundred groups are made
setDefaultTimeout(60_000);

/**
 * Who asks about a group: whoever has no token, whoever is not in it, an admin of the server who is not in it, its members by role. The
 * owner, who makes the groups, comes last: some commands end what asks.
 */
const ASKERS = ["visitor", "stranger", "server", "member", "admin", "owner"] as const;
type Asker = (typeof ASKERS)[number];

/** A group with an owner, an admin, a member, and somebody who said something there: that is what is asked about. */
interface Scene {
  readonly conv: string;
  readonly user: string;
  readonly seq: number;
}

/** What answers a command, asked by each of them with params that are good. */
async function answersTo(world: World, name: CommandName, number: number): Promise<string> {
  const names = { owner: `ow-${number}`, admin: `ad-${number}`, member: `me-${number}`, stranger: `st-${number}` };
  const other = `ot-${number}`;
  const links: Partial<Record<Asker, Linked>> = {};
  for (const asker of ["owner", "admin", "member", "stranger"] as const) links[asker] = await world.link(names[asker]);
  const said = await world.link(other);
  const { account } = world.server;
  const chief = await account.addPerson({ name: `Chief ${number}`, role: "admin" });
  links.server = await world.link(chief, { token: await account.makeToken(chief, { name: "desk" }) });
  const row: string[] = [];
  for (const asker of ASKERS) {
    const conv = await groupOf(links.owner as Linked, [names.admin, names.member, other]);
    await (links.owner as Linked).ask("group.role", { conv, user: names.admin, role: "admin" });
    const { seq } = await said.ask("message.send", words(conv, "something"));
    row.push(`${asker}: ${await answer(world, links[asker], name, { conv, user: other, seq })}`);
  }
  return row.join(", ");
}

async function answer(world: World, link: Linked | undefined, name: CommandName, scene: Scene): Promise<string> {
  const params = about(sample(name, scene), scene);
  if (!link) {
    const answer = await world.post(name, params);
    return answer.ok ? "ok" : ((await answer.json()) as { name: string }).name;
  }
  const frame = await link.request(name, params);
  return frame.type === "ok" ? "ok" : frame.name;
}

/** Whatever is asked about a place in the log is asked about the message. */
function about(params: Record<string, unknown>, { conv, seq }: Scene): Record<string, unknown> {
  for (const field of ["seq", "root"]) if (field in params) params[field] = seq;
  if ("seqs" in params) params["seqs"] = [seq];
  // the `next` of a page that nobody read
  for (const page of ["before", "after"]) delete params[page];
  if (Array.isArray(params["marks"])) params["marks"] = [{ conv, read: seq }];
  return params;
}

test("[ROLE-1][CONV-5][GROUP-4] who may do what: every command, asked by everybody, is answered as it was looked at and found right", async () => {
  await using world = await World.alone();
  const matrix: string[] = [];
  for (const [number, name] of COMMAND_NAMES.toSorted().entries()) {
    const answers = await answersTo(world, name, number);
    matrix.push(`${name} — ${answers}`);
    const visitor = /visitor: (\w+)/.exec(answers)?.[1];
    // what needs a token needs it, whatever else is asked
    if (COMMANDS[name].access !== "anyone") expect({ name, visitor }).toEqual({ name, visitor: "unauthenticated" });
    const member = /member: (\w+)/.exec(answers)?.[1];
    if (COMMANDS[name].access === "admin" || COMMANDS[name].access === "owner")
      expect({ name, member }).toEqual({ name, member: "forbidden" });
  }
  expect(`\n${matrix.join("\n")}\n`).toMatchSnapshot();
});
