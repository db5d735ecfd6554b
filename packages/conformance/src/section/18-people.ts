import { asked, heard, once, type Section } from "../check.ts";
import { equal, like, refused } from "../expect.ts";
import { letters } from "../random.ts";
import type { Actor } from "../wire/actor.ts";
import { erasing } from "./18-erasing.ts";
import { names } from "./18-names.ts";
import { privacy } from "./18-privacy.ts";

const isContact = (user: string) => (body: Record<string, unknown>) => body["user"] === user && "friend" in body;
const friendOf = async (by: Actor, user: string) => (await by.ask("contact.get", { user })).contact.friend;

export const people: Section = {
  number: 18,
  title: "People",
  checks: [
    ...names,
    heard(
      "[FRIEND-1][FRIEND-2][FRIEND-6] who asks and is accepted is a friend, until one of them ends it; both are told",
      async (stage) => {
        const [cleo, dan] = await stage.links("cleo", "dan");
        const greeting = `it is me, ${letters(6)}`;
        like(
          await cleo.ask("contact.request", { user: dan.id, greeting }),
          { state: "asked" },
          "the answer to a request",
        );
        const is = (body: Record<string, unknown>) => JSON.stringify(body["request"]).includes(greeting);
        for (const link of [cleo, dan]) await link.kind("self.request", is);
        like(
          (await dan.ask("contact.requests", {})).incoming[0],
          { from: cleo.id, greeting, state: "open" },
          "what waits",
        );
        await dan.ask("contact.answer", { user: cleo.id, accept: true });
        await cleo.kind("self.contact", isContact(dan.id));
        await dan.kind("self.contact", isContact(cleo.id));
        equal(typeof (await friendOf(cleo, dan.id)), "number", "since when they are friends");
        await refused(cleo.ask("contact.request", { user: dan.id }), "already_friends", "a request to a friend");
        await cleo.ask("contact.remove", { user: dan.id });
        for (const [by, user] of [
          [cleo, dan.id],
          [dan, cleo.id],
        ] as const)
          equal(await friendOf(by, user), undefined, "since when they are friends, after one ended it");
      },
    ),
    asked("[FRIEND-2] a request to somebody whose own request waits makes both friends", async (stage) => {
      const [bob, dan] = await stage.actors("bob", "dan");
      await bob.ask("contact.request", { user: dan.id });
      await refused(bob.ask("contact.request", { user: dan.id }), "already_asked", "a second request");
      like(await dan.ask("contact.request", { user: bob.id }), { state: "friends" }, "the answer to the other's");
      await bob.ask("contact.remove", { user: dan.id });
    }),
    asked("[FRIEND-3] requests that make no sense are refused and change nothing", async (stage) => {
      const [bob] = await stage.actors("bob");
      const nobody = `nobody-${letters(8)}`;
      await refused(bob.ask("contact.request", { user: bob.id }), "invalid", "a request to oneself");
      await refused(bob.ask("contact.request", { user: nobody }), "not_found", "a request to nobody");
      await refused(
        bob.ask("contact.answer", { user: stage.id("eve"), accept: true }),
        "not_found",
        "an answer to no request",
      );
      await refused(bob.ask("contact.withdraw", { user: stage.id("eve") }), "not_found", "taking back no request");
    }),
    once("[FRIEND-4] who was refused, or took their request back, waits before they ask again", async (stage) => {
      const fresh = await stage.fresh("Fay");
      const [fay, eve] = [await stage.actor(fresh), await stage.actor("eve")];
      await fay.ask("contact.request", { user: eve.id });
      await eve.ask("contact.answer", { user: fay.id, accept: false });
      like(await fay.attempt("contact.request", { user: eve.id }), { name: "rate_limited" }, "asking again");
      await eve.ask("contact.request", { user: fay.id });
      await eve.ask("contact.withdraw", { user: fay.id });
      like(await eve.attempt("contact.request", { user: fay.id }), { name: "rate_limited" }, "asking again after that");
    }),
    asked("[CONTACT-1] one's contacts are listed once each over the pages, and nobody else's", async (stage) => {
      const [dan, ann] = await stage.actors("dan", "ann");
      const others = (["ann", "bob", "cleo", "eve"] as const).map((name) => stage.id(name)).toSorted();
      for (const user of others) await dan.ask("contact.remark", { user, remark: "somebody" });
      const listed: string[] = [];
      let after: string | undefined;
      do {
        const page = await dan.ask("contact.list", { limit: 3, ...(after !== undefined && { after }) });
        listed.push(...page.contacts.map(({ user }) => user));
        after = page.next;
      } while (after !== undefined);
      equal(
        listed.filter((id) => others.includes(id)),
        others,
        "the contacts over all pages",
      );
      equal(listed.length, new Set(listed).size, "how many, and how many different ones");
      const { contacts } = await ann.ask("contact.list", {});
      equal(contacts.find(({ user }) => user === dan.id)?.remark, undefined, "what the other's list says");
      for (const user of others) await dan.ask("contact.remark", { user });
    }),
    heard("[REMARK-1] a name one gives somebody is told to one's own devices alone", async (stage) => {
      const [dan, phone, eve] = await stage.links("dan", "dan", "eve");
      const remark = `Goose ${letters(6)}`;
      await dan.ask("contact.remark", { user: eve.id, remark });
      await phone.kind("self.contact", (body) => body["remark"] === remark);
      await eve.ask("account.get", {});
      equal(JSON.stringify(eve.frames).includes(remark), false, "whether the other is told");
      await dan.ask("contact.remark", { user: eve.id });
    }),
    ...privacy,
    ...erasing,
  ],
};
