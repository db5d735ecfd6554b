import { directId } from "@skein/protocol";
import { asked, heard, once } from "../check.ts";
import { equal, like, outcome, refused, silent } from "../expect.ts";
import type { Stage } from "../stage.ts";
import type { Actor } from "../wire/actor.ts";
import { mark, react, say, view } from "./talk.ts";

/** While somebody is blocked; it ends behind it, whatever happens. */
async function blocking(stage: Stage, by: Actor, user: string, then: () => Promise<void>): Promise<void> {
  await by.ask("contact.block", { user });
  try {
    await stage.settle(by);
    await then();
  } finally {
    await by.request("contact.unblock", { user });
  }
}

/** While somebody lets only some near. */
async function choosing(stage: Stage, by: Actor, choice: object, then: () => Promise<void>): Promise<void> {
  await by.ask("contact.privacy", choice);
  try {
    await stage.settle(by);
    await then();
  } finally {
    await by.request("contact.privacy", { write: "everyone", add: "everyone", seen: "everyone" });
  }
}

export const privacy = [
  heard(
    "[BLOCK-1][BLOCK-4] what a blocked person says is not accepted and kept nowhere; they are not told why",
    async (stage) => {
      const [bob, cleo] = await stage.links("bob", "cleo");
      const conv = directId(bob.id, cleo.id);
      const seq = await say(cleo, conv, "before");
      await blocking(stage, bob, cleo.id, async () => {
        await stage.settle(bob, cleo);
        await refused(say(cleo, conv, "after"), "not_accepted", "a message of who is blocked");
        await refused(react(cleo, conv, seq, "👍"), "not_accepted", "a reaction of theirs");
        await cleo.request("conversation.typing", { conv, active: true });
        await mark(cleo, conv, { read: seq });
        await stage.settle(cleo, bob);
        equal((await view(bob, conv)).head, seq, "the head of their conversation");
        equal(
          bob.events("typing").filter((data) => data.conv === conv),
          [],
          "the typing that was told",
        );
        const told = cleo.frames.filter((frame) => frame.type === "entry" && frame.kind === "self.contact");
        equal(told, [], "what the blocked person is told");
      });
      await stage.settle(bob, cleo);
      await say(cleo, conv, "again");
    },
  ),
  heard("[BLOCK-2] who is blocked sees the other as offline and never seen", async (stage) => {
    const [bob, cleo] = await stage.links("bob", "cleo");
    const { presence } = await cleo.ask("presence.watch", { users: [bob.id] });
    if (presence[0]?.online !== true) await cleo.event("presence", (data) => data.user === bob.id && data.online);
    await blocking(stage, bob, cleo.id, async () => {
      await cleo.event("presence", (data) => data.user === bob.id && !data.online);
      const asked = await cleo.ask("presence.watch", { users: [bob.id] });
      equal(asked.presence, [{ user: bob.id, online: false }], "what who is blocked sees");
    });
  }),
  asked(
    "[BLOCK-3] a request of who is blocked is answered like every other, and seen by themselves alone",
    async (stage) => {
      const [bob, cleo] = await stage.actors("bob", "cleo");
      await blocking(stage, bob, cleo.id, async () => {
        const free = await stage.fresh("Free").catch(() => undefined);
        const was = await cleo.attempt("contact.request", { user: bob.id });
        if (was.type === "error") {
          // in an earlier round they took it back, and wait now
          equal(was.name, "rate_limited", "the answer to the request");
          return;
        }
        like(was.result, { state: "asked" }, "the answer to the request");
        equal(
          free === undefined || (await outcome((await stage.actor(free)).ask("contact.request", { user: cleo.id }))),
          free === undefined ? true : "ok",
          "the answer to another",
        );
        equal(
          (await bob.ask("contact.requests", {})).incoming.some((one) => one.from === cleo.id && one.state === "open"),
          false,
          "whether the other sees it",
        );
        equal(
          (await cleo.ask("contact.requests", {})).outgoing.some((one) => one.to === bob.id && one.state === "open"),
          true,
          "whether they see it themselves",
        );
        await cleo.ask("contact.withdraw", { user: bob.id });
      });
    },
  ),
  asked(
    "[PRIV-1] whom write does not let is not accepted, and nothing is kept; whom one wrote to may answer",
    async (stage) => {
      const [bob, dan] = await stage.actors("bob", "dan");
      const conv = directId(bob.id, dan.id);
      const before = await bob.request("conversation.get", { conv });
      await choosing(stage, dan, { write: "nobody" }, async () => {
        if (before.type === "error") {
          await refused(say(bob, conv, "hello?"), "not_accepted", "a message of whom it does not let");
          await refused(bob.ask("conversation.get", { conv }), "not_found", "the conversation");
        }
        await say(dan, conv, "but you may answer");
        await stage.settle(dan);
        await say(bob, conv, "thanks");
      });
    },
  ),
  once("[PRIV-2] whom add does not let may not ask, but for who has the person's link", async (stage) => {
    const [dan, gus] = [await stage.actor("dan"), await stage.actor(await stage.fresh("Gus"))];
    await choosing(stage, dan, { add: "nobody" }, async () => {
      await refused(gus.ask("contact.request", { user: dan.id }), "not_accepted", "a request without the link");
      const { code } = await dan.ask("contact.link", {});
      like(await gus.ask("contact.request", { user: dan.id, code }), { state: "asked" }, "a request with the link");
    });
  }),
  heard("[PRIV-3] whom seen does not let sees the person offline, at once", async (stage) => {
    const [dan, bob] = await stage.links("dan", "bob");
    const { presence } = await bob.ask("presence.watch", { users: [dan.id] });
    if (presence[0]?.online !== true) await bob.event("presence", (data) => data.user === dan.id && data.online);
    await choosing(stage, dan, { seen: "nobody" }, async () => {
      await bob.event("presence", (data) => data.user === dan.id && !data.online);
      const now = (await bob.ask("presence.watch", { users: [dan.id] })).presence;
      equal(now, [{ user: dan.id, online: false }], "what the other sees");
    });
  }),
  heard("[PRIV-4] what one chose is told to one's own devices alone", async (stage) => {
    const [dan, phone, bob] = await stage.links("dan", "dan", "bob");
    await choosing(stage, dan, { add: "friends" }, async () => {
      like(
        (await phone.kind("self.privacy", (body) => body["add"] === "friends")).body,
        { add: "friends" },
        "what is told",
      );
      await stage.settle(dan, bob);
      silent(
        bob.frames.filter((frame) => frame.type === "entry" && frame.from === dan.id),
        "self.privacy",
        "what others hear",
      );
    });
  }),
];
