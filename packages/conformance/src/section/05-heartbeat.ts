import { CLOSE } from "@skein/protocol";
import { heard, type Section, slowly } from "../check.ts";
import { now, wait } from "../clock.ts";
import { equal, holds, Skipped } from "../expect.ts";

/** A heartbeat that takes longer than this is not waited for. */
const LONGEST = 50_000;

export const heartbeat: Section = {
  number: 5,
  title: "Heartbeat, drain, slow readers",
  checks: [
    slowly.heard(
      "[BEAT-1][BEAT-3] who is silent is asked after the interval, and closed with 4002 after the timeout",
      async (stage) => {
        if (stage.way === "long-poll")
          throw new Skipped("whoever polls is never silent: each request is a sign of life");
        const link = await stage.link("eve");
        link.lively = false;
        const { interval, timeout } = link.welcome.heartbeat;
        if (interval + timeout > LONGEST) throw new Skipped(`the heartbeat takes ${interval + timeout} ms`);
        const begun = now();
        await link.box.find(({ type }) => type === "ping", "a ping", interval + timeout + 10_000);
        holds(now() - begun > interval * 0.5, "the server waits for the interval before it asks", now() - begun);
        equal(
          (await link.ended("a link that does not answer", timeout + 10_000)).code,
          CLOSE.silent.code,
          "its close code",
        );
      },
    ),
    slowly.heard("[BEAT-1][BEAT-2] any frame counts as an answer", async (stage) => {
      // whoever polls gives a sign of life with each message that they fetch: so it must be somebody to whom nothing is said
      const link = await stage.link(stage.way === "long-poll" ? await stage.fresh("Quiet") : "eve");
      link.lively = false;
      const { interval, timeout } = link.welcome.heartbeat;
      if (interval + timeout > LONGEST) throw new Skipped(`the heartbeat takes ${interval + timeout} ms`);
      await link.box.find(({ type }) => type === "ping", "a ping", interval + timeout + 10_000);
      await link.ask("server.info", {});
      link.lively = true;
      await wait(timeout);
      await link.ask("server.info", {});
    }),
    heard("[BEAT-4] a ping of the client is answered with a pong", async (stage) => {
      const link = await stage.link("eve");
      link.say({ type: "ping" });
      await link.box.find(({ type }) => type === "pong", "a pong");
    }),
    heard("[BEAT-5] who asks by themselves is told their own interval", async (stage) => {
      for (const heartbeat of [60_000, 300_000]) {
        const link = await stage.link("eve", { heartbeat });
        equal(link.welcome.heartbeat.interval, heartbeat, "the interval in welcome");
      }
    }),
  ],
};
