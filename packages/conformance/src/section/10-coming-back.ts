import { LIMITS, type DeltaFrame, type ServerFrame } from "@skein/protocol";
import { asked, heard, type Section } from "../check.ts";
import { equal, Failure, holds, like, meanwhile, silent, span } from "../expect.ts";
import type { Stage } from "../stage.ts";
import { words } from "../stage.ts";
import type { Link } from "../wire/link.ts";
import { digests } from "./10-digests.ts";
import { mark, say, view, wholeLog } from "./talk.ts";

const isDelta = (frame: ServerFrame): frame is DeltaFrame => frame.type === "delta";

/** Bob comes back with a cursor that is a moment old. */
async function back(stage: Stage, cursor: string) {
  const link = await stage.link("bob", { cursor });
  like(link.welcome, { resume: "delta" }, "welcome for a cursor that is a moment old");
  const delta = await link.box.find(isDelta, "a delta");
  equal(link.frames[1], delta, "the frame behind welcome");
  equal(delta.cursor, link.welcome.cursor, "the cursor of the delta, and of welcome");
  return { link, delta, of: (conv: string) => delta.conversations.find(({ id }) => id === conv) };
}

/** Where somebody stands who has heard all that the speaker did. */
async function here(stage: Stage, speaker: Link, link: Link): Promise<string> {
  await stage.settle(speaker, link);
  return (await link.ask("sync.changes", {})).cursor;
}

export const comingBack: Section = {
  number: 10,
  title: "Coming back",
  checks: [
    heard("[SYNC-1][SYNC-2][SYNC-3] a delta has every change since the cursor", async (stage) => {
      const [ann, bob, cleo] = await stage.links("ann", "bob", "cleo");
      const talk = await stage.group(ann, ["bob"]);
      const marked = await stage.group(ann, ["bob", "cleo"]);
      const read = await say(ann, marked, "read me");
      const cursor = await here(stage, ann, bob);
      bob.close();
      for (const n of span(2, 4)) await say(ann, talk, `news ${n}`);
      await mark(cleo, marked, { read });
      const joined = await stage.group(ann, ["bob"]);
      await stage.settle(cleo, ann);
      await stage.settle(ann, cleo);
      const { link, of } = await back(stage, cursor);
      const entries = (await wholeLog(link, talk)).slice(1);
      like(of(talk), { head: 4, unread: 3, entries }, "the conversation that was talked in");
      like(
        of(marked)?.marks?.find(({ user }) => user === cleo.id),
        { read, delivered: read },
        "the mark that moved",
      );
      like(of(joined), { head: 1 }, "the group that one is in since");
      const own = of(`s:${link.id}`)?.entries ?? [];
      like(own.filter(({ kind }) => kind === "self.joined").at(-1)?.body, { conv: joined }, "the self log");
    }),
    heard("[SYNC-3] of a long absence a delta has the newest entries, contiguous up to the head", async (stage) => {
      const [ann, bob] = await stage.links("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const cursor = await here(stage, ann, bob);
      const head = LIMITS.deltaEntries + 11;
      await Promise.all(span(2, head).map((n) => ann.ask("message.send", words(conv, `${n}`))));
      await stage.settle(ann, bob);
      const { of } = await back(stage, cursor);
      const seqs = (of(conv)?.entries ?? []).map(({ seq }) => seq);
      holds(seqs.length > 0 && seqs.length <= LIMITS.deltaEntries, "a delta holds some entries of it", seqs.length);
      equal(seqs, span(head - seqs.length + 1, head), "the places of the entries in the delta");
      like(of(conv), { head, unread: head - 1 }, "the conversation in the delta");
    }),
    heard("[SYNC-4] nothing is missed between a delta and what follows it", async (stage) => {
      const [ann, bob] = await stage.links("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const cursor = await here(stage, ann, bob);
      const enough = new AbortController();
      const talk = async () => {
        while (!enough.signal.aborted) await say(ann, conv, "on and on");
      };
      const talking = meanwhile(talk());
      try {
        for (let round = 0; round < 4; round++) {
          const { link, of } = await back(stage, cursor);
          const { head = 1, entries = [] } = of(conv) ?? {};
          await link.entry(conv, head + 1);
          const told = [...entries, ...link.heard(conv)].map(({ seq }) => seq);
          const places = [...new Set(told)].toSorted((one, other) => one - other);
          const [first = 0, last = 0] = [places[0], places.at(-1)];
          equal(places, span(first, last), "the places that delta and stream tell together");
          link.close();
        }
      } finally {
        enough.abort();
        await talking;
      }
    }),
    heard("[SYNC-4] each cursor leads to exactly what came after it", async (stage) => {
      const [ann, bob] = await stage.links("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      await here(stage, ann, bob);
      for (const n of span(2, 6)) await say(ann, conv, `${n}`);
      await bob.entry(conv, 6);
      for (const { seq, cursor } of bob.heard(conv)) {
        if (cursor === undefined) continue;
        const changes = await bob.ask("sync.changes", { cursor });
        const told = changes.conversations.find(({ id }) => id === conv)?.entries ?? [];
        equal(
          told.map((one) => one.seq),
          span(seq + 1, 6),
          `what came after the cursor of entry ${seq}`,
        );
      }
    }),
    heard("[SYNC-5] a cursor that says nothing here is answered with a reset and the reason", async (stage) => {
      for (const cursor of ["nonsense", "zzzz.zz", ".", "'; DROP TABLE store; --"]) {
        const link = await stage.link("bob", { cursor });
        like(link.welcome, { resume: "reset" }, `welcome for the cursor ${cursor}`);
        const known = ["other_store", "unknown_cursor", "too_far"];
        holds(known.includes(link.welcome.reason ?? ""), "the reason of the reset", link.welcome);
        like(
          await link.ask("sync.changes", { cursor }),
          { resume: "reset", conversations: [] },
          "sync.changes with it",
        );
        equal(link.frames.filter(isDelta), [], "the deltas that came");
      }
    }),
    heard("[SYNC-7] who was removed while away finds it, and nothing of what came after", async (stage) => {
      const [ann, bob] = await stage.links("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const cursor = await here(stage, ann, bob);
      bob.close();
      await ann.ask("group.remove", { conv, user: bob.id });
      await say(ann, conv, "about Bob behind his back");
      await stage.settle(ann, ann);
      const { link, of } = await back(stage, cursor);
      equal(of(conv), undefined, "the group in the delta");
      const left = (of(`s:${link.id}`)?.entries ?? []).filter(({ kind }) => kind === "self.left");
      like(left.at(-1), { body: { conv, reason: "removed" } }, "the self log");
      silent(link.frames, "behind his back", "what is told to who was removed");
    }),
    heard(
      "[SYNC-8][PROF-1] a delta has the people whose profile changed, as their friends on links were told",
      async (stage) => {
        const [ann, bob, cleo] = await stage.links("ann", "bob", "cleo");
        const cursor = await here(stage, ann, bob);
        bob.close();
        const about = `about ${stage.way} ${cursor}`;
        await ann.ask("account.update", { about });
        const told = await cleo.event("user", ({ user }) => user.about === about);
        equal(told.user.id, ann.id, "whose profile was told");
        const { delta } = await back(stage, cursor);
        like(
          delta.users.find(({ id }) => id === ann.id),
          { about },
          "her in the delta",
        );
      },
    ),
    asked("[SYNC-1] sync.changes tells what a delta would", async (stage) => {
      const [ann, bob] = await stage.actors("ann", "bob");
      const conv = await stage.group(ann, ["bob"]);
      const { cursor, resume } = await bob.ask("sync.changes", {});
      holds(resume === "reset" || resume === "delta", "it says how", resume);
      const seq = await say(ann, conv, "news");
      // another node hears a moment later
      for (let tries = 0; (await view(bob, conv)).head < seq && tries < 50; tries++) await bob.ask("account.get", {});
      const changes = await bob.ask("sync.changes", { cursor });
      if (changes.resume !== "delta") throw new Failure("a cursor that is a moment old", "delta", changes);
      const entries = changes.conversations.find(({ id }) => id === conv)?.entries ?? [];
      like(entries.at(-1), { seq, body: { text: "news" } }, "the newest entry in it");
    }),
    ...digests,
  ],
};
