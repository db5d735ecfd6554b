import { asked, heard, type Section } from "../check.ts";
import { equal, like, refused, silent } from "../expect.ts";
import { newKey } from "../random.ts";
import type { Actor } from "../wire/actor.ts";
import { read, say } from "./talk.ts";

const BODY = { question: "Where?", options: ["here", "there", "nowhere"] };

async function poll(by: Actor, conv: string, more: object = {}): Promise<number> {
  return (await by.ask("message.send", { conv, key: newKey(), kind: "poll", body: { ...BODY, ...more } })).seq;
}

const vote = (by: Actor, conv: string, seq: number, choices: number[], key = newKey()) =>
  by.ask("poll.vote", { conv, seq, key, choices });

const close = (by: Actor, conv: string, seq: number) => by.ask("poll.close", { conv, seq, key: newKey() });

const counted = async (by: Actor, conv: string, seq: number) => (await read(by, conv, seq)).fold?.poll;

export const polls: Section = {
  number: 20,
  title: "Polls",
  checks: [
    asked("[POLL-1][POLL-5] each person counts once, with their last vote, and reads their own", async (stage) => {
      const [ann, bob, cleo] = await stage.actors("ann", "bob", "cleo");
      const conv = await stage.group(ann, ["bob", "cleo"]);
      const seq = await poll(ann, conv);
      const key = newKey();
      const first = await vote(bob, conv, seq, [0], key);
      equal(await vote(bob, conv, seq, [0], key), first, "the answer to a vote that is repeated");
      await vote(bob, conv, seq, [2]);
      await vote(cleo, conv, seq, [2]);
      equal(await counted(bob, conv, seq), { counts: [0, 0, 2], voters: 2, mine: [2] }, "the poll as a voter reads it");
      equal(await counted(ann, conv, seq), { counts: [0, 0, 2], voters: 2 }, "the poll as its author reads it");
      await vote(bob, conv, seq, []);
      like(await counted(ann, conv, seq), { counts: [0, 0, 1], voters: 1 }, "the poll after a vote was taken back");
      equal((await ann.ask("poll.voters", { conv, seq, choice: 2 })).voters, [cleo.id], "who voted for an option");
    }),
    asked("[POLL-2][POLL-3] its author, owners and admins close a poll; then it is over", async (stage) => {
      const [ann, bob, cleo] = await stage.actors("ann", "bob", "cleo");
      const conv = await stage.group(ann, ["bob", "cleo"]);
      const seq = await poll(bob, conv);
      await refused(close(cleo, conv, seq), "forbidden", "a member closes another's poll");
      await close(ann, conv, seq);
      await refused(vote(cleo, conv, seq, [0]), "ended", "a vote on a poll that is closed");
      await refused(close(bob, conv, seq), "ended", "a second close");
      like(await counted(cleo, conv, seq), { closed: { by: ann.id } }, "the poll");
      const text = await say(ann, conv, "no poll");
      await refused(vote(bob, conv, text, [0]), "not_found", "a vote on what is no poll");
    }),
    heard(
      "[POLL-4][POLL-5] nobody is told who voted on an anonymous poll; the voter's devices are told their choice",
      async (stage) => {
        const [ann, bob, phone, cleo] = await stage.links("ann", "bob", "bob", "cleo");
        const conv = await stage.group(ann, ["bob", "cleo"]);
        const seq = await poll(ann, conv, { anonymous: true });
        const key = newKey();
        await vote(bob, conv, seq, [1], key);
        const is = (body: Record<string, unknown>) => body["conv"] === conv && body["seq"] === seq;
        like(await phone.kind("self.voted", is), { body: { choices: [1] } }, "what the voter's devices are told");
        const told = await cleo.kind("poll.counted", (body) => body["voters"] === 1);
        like(told, { conv, from: ann.id, ref: seq, body: { counts: [0, 1, 0], voters: 1 } }, "what others are told");
        const heardOf = cleo.heard(conv).filter((entry) => entry.ref === seq);
        silent(
          [heardOf, (await cleo.ask("message.list", { conv, after: seq })).entries],
          bob.id,
          "what is told of the vote",
        );
        silent([heardOf, (await cleo.ask("message.list", { conv, after: seq })).entries], key, "its key");
        await refused(cleo.ask("poll.voters", { conv, seq, choice: 1 }), "forbidden", "who voted");
        like(await counted(phone, conv, seq), { mine: [1] }, "the voter's own choice");
      },
    ),
    asked("[POLL-6] a vote is of options that the poll has, and of one unless it lets more", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const [one, many] = [await poll(ann, conv), await poll(ann, conv, { multiple: true })];
      for (const [seq, choices] of [
        [one, [3]],
        [one, [0, 1]],
        [many, [1, 1]],
        [many, [-1]],
      ] as const)
        await refused(vote(bob, conv, seq, [...choices]), "invalid", `a vote for ${choices.join(", ")}`);
      await vote(bob, conv, many, [2, 0]);
      like(await counted(bob, conv, many), { counts: [1, 0, 1], mine: [0, 2] }, "a vote for two");
    }),
  ],
};
