import { command, type Command } from "../../../command/command.ts";
import { Refusal } from "../../../kit/refusal.ts";
import { Json } from "../../../message/encode.ts";
import { noted } from "../../audit/index.ts";
import type { Parts } from "../parts.ts";
import { profileOf } from "../profile.ts";
import { changeRole } from "../role.ts";
import { searchPeople } from "../search.ts";
import { tell } from "../tell.ts";

/** The people of the server. */
export function peopleCommands(parts: Parts): Command[] {
  const { store, people, commit, random, clock } = parts;
  return [
    command(
      "user.get",
      async (_, { ids }) => new Json(`{"users":[${(await people.profiles(new Set(ids))).join(",")}]}`),
    ),
    command(
      "user.search",
      async (_, { query, limit = 20 }) => ({ users: (await searchPeople(store, query, limit)).map(profileOf) }),
      3,
    ),
    command(
      "user.list",
      async (_, { after = "", limit = 100 }) => {
        const found = await store.usersAfter(after, limit + 1);
        const page = found.slice(0, limit);
        const last = found.length > limit ? page.at(-1) : undefined;
        const users = page.map((row) => ({ profile: profileOf(row), role: row.role }));
        return { users, ...(last === undefined ? {} : { next: last.id }) };
      },
      2,
    ),
    command("user.role", async (caller, { user, role }) => {
      if (!(await people.exists(user))) throw new Refusal("not_found");
      const note = noted({ by: caller.user, action: "user.role", target: user, detail: { role } }, random, clock.now());
      await commit.submit({ rows: [changeRole(user, role), note], tell: tell(["role", user, role]) });
      return {};
    }),
  ];
}
