import { CLOSE } from "@skein/protocol";
import { once, type Section } from "../check.ts";
import { equal, like, refused, silent } from "../expect.ts";
import { letters } from "../random.ts";
import type { Person } from "../people/person.ts";
import type { Stage } from "../stage.ts";
import type { Actor } from "../wire/actor.ts";
import { shadows } from "./22-shadows.ts";
import { react, read, recall, say, view, wholeLog } from "./talk.ts";

type Action = "refuse" | "mask" | "flag";

/** While the list has such words. */
async function listing(
  admin: Actor,
  words: { word: string; action: Action }[],
  then: () => Promise<void>,
): Promise<void> {
  await admin.ask("word.add", { words });
  try {
    await then();
  } finally {
    await admin.request("word.remove", { words: words.map(({ word }) => word) });
  }
}

/** Somebody new in a group of Ann's. */
async function guest(stage: Stage): Promise<{ person: Person; conv: string; ann: Actor }> {
  const [person, ann] = [await stage.fresh("Guest"), await stage.actor("ann")];
  const conv = await stage.group(ann, ["bob"]);
  await ann.ask("group.add", { conv, users: [person.id] });
  await stage.settle(ann);
  return { person, conv, ann };
}

export const order: Section = {
  number: 22,
  title: "Keeping order on a server",
  checks: [
    once(
      "[MOD-1][MOD-2] words of the list are refused, starred out or shown to moderators, from the answer on",
      async (stage) => {
        const [admin, ann] = [await stage.admin(), await stage.actor("ann")];
        const conv = await stage.group(ann, []);
        const word = () => `goose${letters(8).replaceAll(/\d/g, "q")}`;
        const [bad, masked, flagged] = [word(), word(), word()];
        const words = [
          { word: bad, action: "refuse" as const },
          { word: masked, action: "mask" as const },
          { word: flagged, action: "flag" as const },
        ];
        await listing(admin, words, async () => {
          // other nodes hear a moment later
          await stage.settle(ann);
          await refused(say(ann, conv, `a ${bad.toUpperCase()}!`), "words_refused", "a word that is refused");
          await say(ann, conv, `not${bad} is another word`);
          const seq = await say(ann, conv, `a ${masked} here`);
          silent(await read(ann, conv, seq), masked, "a word that is starred out");
          const shown = await say(ann, conv, `a ${flagged} here`);
          const { reports } = await admin.ask("report.list", { conv, state: "open" });
          like(
            reports.find((report) => report.seq === shown),
            { reason: "words", author: ann.id },
            "the report",
          );
          for (const { id } of reports) await admin.ask("report.settle", { report: id, outcome: "dismissed" });
        });
        await stage.settle(ann);
        await say(ann, conv, `a ${bad} again`);
      },
    ),
    once(
      "[MOD-3][MOD-5] who is muted does not write or react, but takes back and reads, until it is lifted",
      async (stage) => {
        const admin = await stage.admin();
        const { person, conv } = await guest(stage);
        const by = await stage.actor(person);
        const seq = await say(by, conv, "while I may");
        const until = 4_000_000_000_000;
        await refused(
          admin.ask("sanction.set", { user: admin.person.id, penalty: "mute" }),
          "forbidden",
          "upon oneself",
        );
        await admin.ask("sanction.set", { user: person.id, penalty: "mute", until });
        try {
          await stage.settle(await stage.actor("ann"));
          equal((await refused(say(by, conv, "x"), "muted", "a muted person speaks")).until, until, "until when");
          await refused(react(by, conv, seq, "👍"), "muted", "a muted person reacts");
          await recall(by, conv, seq);
          equal((await wholeLog(by, conv)).length > 1, true, "whether they read on");
          const { sanctions } = await admin.ask("sanction.list", { limit: 200 });
          like(
            sanctions.find(({ user }) => user === person.id),
            { penalty: "mute", until },
            "what they are under",
          );
        } finally {
          await admin.request("sanction.lift", { user: person.id, penalty: "mute" });
        }
        await stage.settle(await stage.actor("ann"));
        await say(by, conv, "again");
      },
    ),
    once("[MOD-4] who is banned is signed out everywhere and told why, until it is lifted", async (stage) => {
      const admin = await stage.admin();
      const person = await stage.registered("Banned");
      const link = await stage.link(person);
      const until = 4_000_000_000_000;
      await admin.ask("sanction.set", { user: person.id, penalty: "ban", until, words: "enough" });
      const error = await link.box.find((frame) => frame.type === "error", "token_revoked");
      const ended = { why: "banned", until, words: "enough" };
      like(error, { name: "token_revoked", ended }, "what the device is told");
      equal((await link.ended("a link of who is banned")).code, CLOSE.revoked.code, "its close code");
      const signIn = () => stage.anyone().request("account.signin", person.account);
      like(await signIn(), { name: "banned", until }, "signing in");
      await admin.ask("sanction.lift", { user: person.id, penalty: "ban" });
      const back = await signIn();
      equal(back.type, "ok", "signing in after it was lifted");
      const { token } = (back as { result: { token: string } }).result;
      await stage.post("account.erase", { password: person.account.password }, { token });
    }),
    once(
      "[MOD-7][MOD-8][MOD-9] a report shows the message as it was, is told to moderators, and settling does what it says",
      async (stage) => {
        const admin = await stage.admin();
        const moderator = await stage.link(admin.person);
        const [ann, bob] = await stage.links("ann", "bob");
        const conv = await stage.group(ann, ["bob"]);
        await say(bob, conv, "before it");
        const seq = await say(ann, conv, "spam, spam");
        await refused(
          ann.ask("report.create", { conv, seq, reason: "spam" }),
          "forbidden",
          "a report of one's own message",
        ).catch(() =>
          refused(
            ann.ask("report.create", { conv, seq, reason: "spam" }),
            "not_found",
            "a report of one's own message",
          ),
        );
        const { report } = await bob.ask("report.create", { conv, seq, reason: "spam", words: "look" });
        await moderator.event("report", (data) => data.report === report && data.state === "open");
        const seen = await admin.ask("report.get", { report });
        like(seen.report, { conv, seq, author: ann.id, by: bob.id, reason: "spam", words: "look" }, "the report");
        silent([seen.report.said === undefined], "true", "whether it holds what was said");
        equal(JSON.stringify(seen.report.said).includes("spam, spam"), true, "whether it holds what was said");
        equal(
          seen.context.some((entry) => JSON.stringify(entry.body).includes("before it")),
          true,
          "what was said around it",
        );
        await admin.ask("report.settle", { report, outcome: "recalled" });
        await moderator.event("report", (data) => data.report === report && data.state === "closed");
        like(await read(bob, conv, seq), { body: {}, fold: { recalled: {} } }, "the message afterwards");
        await refused(admin.ask("report.settle", { report, outcome: "dismissed" }), "conflict", "settling it again");
        equal((await view(bob, conv)).head > seq, true, "whether the log goes on");
      },
    ),
    once("[MOD-10] what admins do is in the audit log", async (stage) => {
      const admin = await stage.admin();
      const { person } = await guest(stage);
      await admin.ask("sanction.set", { user: person.id, penalty: "mute" });
      await admin.ask("sanction.lift", { user: person.id, penalty: "mute" });
      const { entries } = await admin.ask("audit.list", { target: person.id });
      const acts = entries.filter(({ by }) => by === admin.person.id).map(({ action }) => action);
      equal(acts.slice(0, 2), ["sanction.lift", "sanction.set"], "the latest acts upon somebody");
    }),
    ...shadows,
  ],
};
