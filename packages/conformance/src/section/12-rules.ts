import { asked } from "../check.ts";
import { equal, holds, like, refused } from "../expect.ts";
import { mark, say, view, wholeLog } from "./talk.ts";

export const groupRules = [
  asked("[GROUP-10] in slow mode a member gets in one message in so many seconds, an owner any", async (stage) => {
    const [ann, bob] = await stage.actors("ann", "bob");
    const conv = await stage.group(ann, ["bob"]);
    await ann.ask("group.update", { conv, settings: { slow: 600 } });
    await stage.settle(ann);
    const answers = await Promise.all(
      [1, 2].map((n) =>
        bob.request("message.send", {
          conv,
          key: `slow-mode-${n}`,
          kind: "text",
          body: { text: `${n}` },
        }),
      ),
    );
    equal(answers.map(({ type }) => type).toSorted(), ["error", "ok"], "two messages at once");
    const error = answers.find((answer) => answer.type === "error");
    like(error, { name: "rate_limited" }, "the answer to the second");
    holds((error?.after ?? 0) > 0 && (error?.until ?? 0) > 0, "it says how long, and until when", error);
    for (const text of ["owners", "are never slow"]) await say(ann, conv, text);
  }),
  asked("[GROUP-17] an announcement is a setting, and who has read it is told", async (stage) => {
    const [ann, bob] = await stage.actors("ann", "bob");
    const conv = await stage.group(ann, ["bob"]);
    const announced = async (text: string) => {
      await ann.ask("group.announce", { conv, text });
      await stage.settle(ann);
      return (await view(bob, conv)).settings?.announcement?.id ?? 0;
    };
    const old = await announced("one");
    const id = await announced("two");
    await refused(bob.ask("group.announcement.read", { conv, id: old }), "ended", "one that was replaced");
    await bob.ask("group.announcement.read", { conv, id });
    const readers = await ann.ask("group.announcement.readers", { conv });
    like(readers.readers.includes(bob.id), true, "who has read it");
    await refused(bob.ask("group.announcement.readers", { conv }), "forbidden", "a member asks who has read it");
  }),
  asked("[GROUP-18] settings are merged, field by field and right by right", async (stage) => {
    const ann = await stage.actor("ann");
    const conv = await stage.group(ann, []);
    const change = (settings: object) => ann.ask("group.update", { conv, settings });
    await Promise.all([change({ description: "geese" }), change({ permissions: { pin: "member" } })]);
    await Promise.all([change({ permissions: { add: "member" } }), change({ permissions: { info: "owner" } })]);
    const permissions = { pin: "member", add: "member", info: "owner" };
    like((await view(ann, conv)).settings, { description: "geese", permissions }, "the settings");
  }),
  asked("[GROUP-19] newcomers read what the group's history says, and nothing before it", async (stage) => {
    const [ann, bob, cleo] = await stage.actors("ann", "bob", "cleo");
    const conv = await stage.group(ann, []);
    await ann.ask("group.update", { conv, settings: { history: 0 } });
    const seq = await say(ann, conv, "before");
    await ann.ask("group.add", { conv, users: [bob.id] });
    await say(ann, conv, "after");
    const texts = async (by: typeof ann) =>
      (await wholeLog(by, conv))
        .filter(({ kind }) => kind === "text")
        .map(({ body }) => (body as { text: string }).text);
    equal(await texts(bob), ["after"], "what a newcomer reads where the history is nothing");
    equal((await bob.ask("message.get", { conv, seqs: [seq] })).entries, [], "a single read of what was before");
    await refused(say(bob, conv, "x", { reply: { seq } }), "not_found", "an answer to what was before");
    await ann.ask("group.update", { conv, settings: { history: -1 } });
    await ann.ask("group.add", { conv, users: [cleo.id] });
    equal(await texts(cleo), ["before", "after"], "what a newcomer reads where the history is all");
  }),
  asked("[GROUP-21] what others call themselves in a group is told with it", async (stage) => {
    const [ann, bob] = await stage.actors("ann", "bob");
    const conv = await stage.group(ann, ["bob"]);
    await bob.ask("group.nick", { conv, nick: "Gander" });
    await stage.settle(bob);
    like(await view(ann, conv), { nicks: { [bob.id]: "Gander" } }, "the nicknames");
    like(await view(bob, conv), { nick: "Gander" }, "one's own");
    await bob.ask("group.nick", { conv, nick: "" });
    equal((await view(ann, conv)).nicks?.[bob.id], undefined, "a nickname that was taken away");
    await mark(ann, conv, { read: 1 });
  }),
];
