import { asked, once } from "../check.ts";
import { equal, like, outcome, refused, Skipped } from "../expect.ts";
import { newKey } from "../random.ts";
import { read, say } from "./talk.ts";

export const erasing = [
  once(
    "[ERASE-1][ERASE-2][ERASE-3] who is erased is gone from lists, groups and names; what they said stays",
    async (stage) => {
      const [person, ann] = [await stage.registered("Gone"), await stage.actor("ann")];
      const gone = await stage.actor(person);
      const conv = await stage.group(ann, []);
      await ann.ask("group.add", { conv, users: [gone.id] });
      await stage.settle(ann);
      const seq = await say(gone, conv, "this stays");
      const mine = await gone.ask("group.create", { key: newKey(), name: "mine", users: [ann.id] });
      const { password, login } = person.account;
      const erase = (given: string) => gone.ask("account.erase", { password: given });
      await refused(erase(`not ${password}`), "wrong_credentials", "erasing with a wrong password");
      await refused(erase(password), "last_owner", "erasing while one is the only owner of a group with others");
      await gone.ask("group.transfer", { conv: mine.conversation.id, user: ann.id });
      await erase(password);
      const { status } = await stage.post("account.get", {}, { token: person.token });
      equal(status, 401, "what their token is answered");
      like(await stage.anyone().request("account.signin", person.account), { name: "wrong_credentials" }, "signing in");
      const { users } = await ann.ask("user.get", { ids: [gone.id] });
      like(users, [{ id: gone.id, deleted: true }], "their profile");
      equal(users[0]?.login, undefined, "their log-in name");
      like(await read(ann, conv, seq), { from: gone.id, body: { text: "this stays" } }, "what they said");
      const { members } = await ann.ask("group.members", { conv });
      equal(
        members.map(({ user }) => user),
        [ann.id],
        "who is left in the group",
      );
      equal((await ann.ask("user.search", { query: login })).users, [], "who is found by their name");
      const open = await outcome(ann.ask("conversation.open", { user: gone.id }));
      equal(open, "not_found", "beginning to talk to them");
    },
  ),
  asked("[ERASE-4] where there is no password to confirm with, erasing is forbidden", async (stage) => {
    if (stage.person("dan").account) throw new Skipped("needs people without a password: --host-secret or --token");
    const dan = await stage.actor("dan");
    const was = await outcome(dan.ask("account.erase", { password: "none" }));
    if (was === "wrong_credentials") throw new Skipped("the people that were given have passwords");
    equal(was, "forbidden", "erasing without a password");
  }),
];
