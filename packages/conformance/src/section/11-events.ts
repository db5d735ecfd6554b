import { heard, type Section } from "../check.ts";
import { equal, holds, like } from "../expect.ts";
import { now, wait } from "../clock.ts";
import { HttpActor } from "../wire/http.ts";
import { view } from "./talk.ts";

export const events: Section = {
  number: 11,
  title: "Events: typing, presence, profiles",
  checks: [
    heard(
      "[TYPE-1][TYPE-2] typing is told to the other members that are here, to nobody else, and kept nowhere",
      async (stage) => {
        const [ann, bob, eve] = await stage.links("ann", "bob", "eve");
        const conv = await stage.group(ann, ["bob"]);
        await bob.entry(conv, 1);
        const { cursor } = await bob.ask("sync.changes", {});
        for (const active of [true, false]) {
          await ann.ask("conversation.typing", { conv, active });
          const is = (data: { conv: string; active: boolean }) => data.conv === conv && data.active === active;
          like(await bob.event("typing", is), { user: ann.id }, "who types");
        }
        await eve.ask("account.get", {});
        equal([...eve.events("typing"), ...ann.events("typing")], [], "what others heard of it");
        equal((await view(bob, conv)).head, 1, "the head after it");
        const { conversations } = await bob.ask("sync.changes", { cursor });
        equal(
          conversations.find(({ id }) => id === conv),
          undefined,
          "the conversation in what changed",
        );
      },
    ),
    heard("[PRES-1][PRES-2] who watches is told who is here, that they come and that they go", async (stage) => {
      const [ann] = await stage.links("ann");
      const user = stage.id("dan");
      const until = async (online: boolean) => {
        const { presence } = await ann.ask("presence.watch", { users: [user] });
        if (presence[0]?.online !== online)
          await ann.event("presence", (data) => data.user === user && data.online === online);
      };
      await until(false);
      const [one, two] = await stage.links("dan", "dan");
      await until(true);
      const begun = now();
      one.close();
      two.close();
      await until(false);
      const last = async () => (await ann.ask("presence.watch", { users: [user] })).presence[0]?.seen;
      // it is noted behind what people say
      for (let tries = 0; tries < 20 && (await last()) === undefined; tries++) await wait(250);
      const seen = (await last()) ?? 0;
      // clocks of two machines may differ
      holds(Math.abs(seen - begun) < 600_000, "when they were last here", seen);
    }),
    heard("[PRES-3] whom one shares nothing with seems to be offline and never seen", async (stage) => {
      const [ann, eve] = await stage.links("ann", "eve");
      const { presence } = await eve.ask("presence.watch", { users: [ann.id] });
      equal(presence, [{ user: ann.id, online: false }], "what a stranger is told");
    }),
    heard("[PROF-1] a changed profile is told to those who share a conversation with the person", async (stage) => {
      const [ann, bob] = await stage.links("ann", "bob");
      const about = `here by ${stage.way} at ${now()}`;
      const { token } = stage.person("ann");
      await new HttpActor(ann.id, token, stage.url, stage.patience).ask("account.update", { about });
      const { user } = await bob.event("user", (data) => data.user.about === about);
      like(user, { id: ann.id, about }, "the profile, whole");
      await ann.kind("self.profile", (body) => (body["profile"] as { about?: string }).about === about);
    }),
  ],
};
