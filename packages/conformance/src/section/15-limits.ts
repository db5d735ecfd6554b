import { CLOSE } from "@skein/protocol";
import { heard, once, type Section } from "../check.ts";
import { equal, holds, like, Skipped, span } from "../expect.ts";

export const limits: Section = {
  number: 15,
  title: "Limits",
  checks: [
    once(
      "[LIMIT-1][LIMIT-2][LIMIT-3] a flood is refused, then its link closed with 4003, and others are served",
      async (stage) => {
        const flood = await stage.stranger();
        const hello = await flood.hello({ token: stage.person("dan").token });
        holds(hello.user === stage.id("dan"), "who floods", hello.user);
        const bob = await stage.link("bob");
        const conv = await stage.group(bob, []);
        const sends = span(1, 3_000).map((id) =>
          JSON.stringify({ type: "conversation.get", id: 100_000 + id, params: { conv } }),
        );
        for (let at = 0; at < sends.length; at += 100) flood.write(sends.slice(at, at + 100).join("\n"));
        await bob.ask("account.get", {});
        const isLimited = (frame: { type: string; name?: unknown }) =>
          frame.type === "error" && frame.name === "rate_limited";
        const over = flood.closed.then(() => undefined);
        const refusal = await Promise.race([
          flood.box.find(isLimited, "rate_limited").catch(() => undefined),
          over,
          flood.answer(103_000).catch(() => undefined),
        ]);
        const limited = flood.frames.filter(isLimited);
        if (limited.length === 0) throw new Skipped("three thousand requests at once are within the server's limits");
        if (refusal && "after" in refusal) holds((refusal.after ?? 0) > 0, "a refusal says how long to wait", refusal);
        const answer = await Promise.race([
          flood.answer(103_000).then(
            () => "answered",
            () => "closed",
          ),
          over.then(() => "closed"),
        ]);
        if (answer === "answered")
          throw new Skipped("three thousand requests at once do not tire the server's patience");
        equal((await flood.ended("a link that floods")).code, CLOSE.flood.code, "its close code");
      },
    ),
    heard("[LIMIT-3] many at once are all answered", async (stage) => {
      const [ann, bob] = await stage.links("ann", "bob");
      const answers = await Promise.all(span(1, 40).map((n) => (n % 2 ? ann : bob).request("account.get", {})));
      for (const answer of answers) like(answer, { type: "ok" }, "an answer");
    }),
  ],
};
