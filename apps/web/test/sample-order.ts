import { http } from "@skein/client";
import type { TestServer } from "@skein/testkit";
import type { Sample } from "./sample-talk.ts";

/** Work for those who keep order: reports, words that are looked out for, people under a penalty, and the record of it. */
export async function sampleOrder({ url, person }: TestServer, { me, others, group }: Sample): Promise<void> {
  const [ann, noah, wei] = others;
  if (!ann || !noah || !wei) throw new Error("The sample has too few people.");
  const { entries } = await http(url, "message.list", { conv: group }, me.token);
  const of = (from: string) =>
    entries.filter((entry) => entry.kind === "text" && entry.from === from).map(({ seq }) => seq);
  const [first = 1, second = 1] = of(noah.id);
  await http(
    url,
    "report.create",
    { conv: group, seq: second, reason: "other", words: "Code in a talk about geese." },
    wei.token,
  );
  const [third = 1] = of(ann.id);
  await http(
    url,
    "report.create",
    { conv: group, seq: third, reason: "abuse", words: "她每年都占北岸，别人没有机会。" },
    wei.token,
  );
  await http(url, "report.create", { conv: group, seq: first, reason: "spam" }, ann.token);
  const { reports } = await http(url, "report.list", {}, me.token);
  const done = reports.at(-1);
  if (done) await http(url, "report.settle", { report: done.id, outcome: "dismissed" }, me.token);
  await http(
    url,
    "word.add",
    {
      words: [
        { word: "赌博", action: "refuse" },
        { word: "darn", action: "mask" },
        { word: "free cruise", action: "flag" },
      ],
    },
    me.token,
  );
  const loud = await person("loud");
  await http(url, "account.update", { name: "Loud Larry" }, loud.token);
  const week = Date.now() + 7 * 86_400_000;
  await http(
    url,
    "sanction.set",
    { user: loud.id, penalty: "mute", until: week, words: "Insults in two groups" },
    me.token,
  );
  const ghost = await person("ghost");
  await http(url, "account.update", { name: "王二" }, ghost.token);
  await http(url, "sanction.set", { user: ghost.id, penalty: "shadow" }, me.token);
}
