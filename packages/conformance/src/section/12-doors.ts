import { asked, heard } from "../check.ts";
import { equal, like, outcome, refused } from "../expect.ts";
import { letters } from "../random.ts";
import { say, view } from "./talk.ts";

export const groupDoors = [
  asked("[GROUP-11] a link lets in as many as its limit says, and nobody once it was revoked", async (stage) => {
    const [ann, bob, cleo, dan] = await stage.actors("ann", "bob", "cleo", "dan");
    const conv = await stage.group(ann, []);
    const { code } = await ann.ask("group.link.create", { conv, limit: 1 });
    const was = await Promise.all([bob, cleo, dan].map((by) => outcome(by.ask("group.join", { code }))));
    equal(was.toSorted(), ["ended", "ended", "ok"], "three who join at once by a link for one");
    like(await view(ann, conv), { members: 2 }, "the group afterwards");
    const second = await ann.ask("group.link.create", { conv });
    await ann.ask("group.link.revoke", { conv, code: second.code });
    const after = await outcome(stage.anyone().ask("group.preview", { code: second.code }));
    equal(["ended", "not_found"].includes(after), true, "a link that was revoked");
    await refused(dan.ask("group.join", { code: letters(24) }), "not_found", "a link that there is not");
  }),
  heard(
    "[GROUP-12] who asked to come in is told of the answer, and those who let in of the asking; the first answer stands",
    async (stage) => {
      const [ann, bob, cleo] = await stage.links("ann", "bob", "cleo");
      const conv = await stage.group(ann, []);
      const { code } = await ann.ask("group.link.create", { conv, approval: true });
      for (const by of [bob, cleo])
        like(await by.ask("group.join", { code, note: "let me in" }), { state: "asked" }, "joining");
      await ann.kind("self.group", (body) => body["conv"] === conv);
      like(await ann.ask("group.requests", { conv }), { total: 2 }, "who asks");
      await ann.ask("group.answer", { conv, user: bob.id, accept: true });
      await ann.ask("group.answer", { conv, user: cleo.id, accept: false });
      await bob.kind("self.joined", (body) => body["conv"] === conv && body["asked"] === true);
      await cleo.kind("self.refused");
      await refused(ann.ask("group.answer", { conv, user: cleo.id, accept: true }), "ended", "a second answer");
      await say(bob, conv, "thank you");
      await refused(cleo.ask("message.list", { conv }), "not_found", "the group for who was refused");
    },
  ),
  asked("[GROUP-13] who was banned is out and stays out", async (stage) => {
    const [ann, bob] = await stage.actors("ann", "bob");
    const conv = await stage.group(ann, ["bob"]);
    const { code } = await ann.ask("group.link.create", { conv });
    await ann.ask("group.ban", { conv, user: bob.id });
    await refused(bob.ask("message.list", { conv }), "not_found", "the group for who was banned");
    await refused(bob.ask("group.join", { code }), "refused", "joining");
    await refused(ann.ask("group.add", { conv, users: [bob.id] }), "refused", "adding them");
    like((await ann.ask("group.bans", { conv })).bans, [{ user: bob.id, by: ann.id }], "who is banned");
    await ann.ask("group.unban", { conv, user: bob.id });
    like(await bob.ask("group.join", { code }), { state: "joined", conv }, "joining after the ban ended");
  }),
  heard(
    "[GROUP-20] over a link a preview tells a member where it leads, and who waits that they do; nobody else either",
    async (stage) => {
      const [ann, bob, cleo] = await stage.links("ann", "bob", "cleo");
      const conv = await stage.group(ann, ["bob"]);
      const { code } = await ann.ask("group.link.create", { conv, approval: true });
      await bob.entry(conv, 1);
      await cleo.ask("group.join", { code });
      const member = await bob.ask("group.preview", { code });
      like(member, { name: "conformance", members: 2, approval: true, conv }, "what a member is told");
      const waiting = await cleo.ask("group.preview", { code });
      like(waiting, { asked: true }, "what who waits is told");
      equal("conv" in waiting, false, "whether who waits is told where it leads");
      const nobody = await stage.anyone().ask("group.preview", { code });
      equal(["conv" in nobody, "asked" in nobody], [false, false], "whether a stranger is told either");
    },
  ),
];
