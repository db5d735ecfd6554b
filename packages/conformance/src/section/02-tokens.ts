import { CLOSE } from "@skein/protocol";
import { heard, once } from "../check.ts";
import { now } from "../clock.ts";
import { equal, holds, like, refused } from "../expect.ts";
import { letters } from "../random.ts";

export const tokens = [
  once(
    "[CONN-16] a token's end is told by welcome, and ends the link with 4501, not before and soon behind it",
    async (stage) => {
      const exp = Math.floor(now() / 1000) + 3;
      const id = `cf-brief-${letters(8)}`;
      const link = await stage.link({ id, token: stage.signed(id, { exp }) });
      equal(link.welcome.expires, exp * 1_000, "when its time is over, as welcome tells");
      const left = exp * 1_000 - link.welcome.now;
      const begun = now();
      const error = await link.box.find(({ type }) => type === "error", "token_expired");
      like(error, { name: "token_expired" }, "what is told at its end");
      equal("id" in error, false, "whether it answers a request");
      holds(now() - begun > left - 500, "it does not come before", now() - begun - left);
      equal((await link.ended("a link whose token's time is over")).code, CLOSE.unauthenticated.code, "its close code");
    },
  ),
  heard("[CONN-17] a link goes on with another token of the same person, and with no other", async (stage) => {
    // somebody of whom nothing else is asked: a token of a host app is out of date once the next is in its place
    const person = await stage.fresh("Dan");
    const [dan, ann] = [await stage.link(person), await stage.link("ann")];
    const token = await stage.device(person);
    const { session } = await dan.ask("session.renew", { token });
    await refused(ann.ask("session.renew", { token }), "forbidden", "a token of somebody else");
    const made = ann.ask("session.renew", { token: "skt_nobody-ever-made-this-token-000000" });
    await refused(made, "unauthenticated", "a token that the server did not make");
    for (const link of [dan, ann]) equal((await link.ask("account.get", {})).profile.id, link.id, "who the link is of");
    const { sessions } = await dan.ask("session.list", {});
    equal(sessions.find(({ current }) => current)?.id, session, "the device that asks now");
  }),
];
