import { http, makeKey } from "@skein/client";
import type { TestServer } from "@skein/testkit";
import type { Sample } from "./sample-talk.ts";

/** The ways into groups, in all their states. */
export interface SampleDoors {
  /** Looked after by the one who looks: with links, requests and an announcement they wrote. */
  readonly own: string;
  /** Of somebody else, with an announcement that is not read yet. */
  readonly told: string;
  readonly channel: string;
  /** Codes: one comes in at once, one asks, one has asked, one is used up. */
  readonly open: string;
  readonly asking: string;
  readonly waiting: string;
  readonly over: string;
}

const WORDS =
  "**周六早上五点半**在东门集合，Bring a torch, boots and something warm to drink.\nThe tide table: https://example.org/tides/saturday";

/** Adds groups with doors to a server that has people. */
export async function sampleDoors(server: TestServer, { me, others }: Sample): Promise<SampleDoors> {
  const [ann, noah, wei] = others;
  if (!ann || !noah || !wei) throw new Error("The sample has too few people.");
  const group = async (by: { token: string }, name: string, users: readonly { id: string }[], channel = false) => {
    const made = await http(
      server.url,
      "group.create",
      {
        key: makeKey(Date.now(), Math.random),
        name,
        color: 8,
        users: users.map(({ id }) => id),
        ...(channel && { channel }),
      },
      by.token,
    );
    return made.conversation.id;
  };
  const link = async (by: { token: string }, conv: string, bounds: object) =>
    (await http(server.url, "group.link.create", { conv, ...bounds }, by.token)).code;
  const say = (by: { token: string }, conv: string, text: string) =>
    http(
      server.url,
      "message.send",
      { conv, key: makeKey(Date.now(), Math.random), kind: "text", body: { text } },
      by.token,
    );
  const own = await group(me, "湿地观鸟 · Wetland watchers", [ann]);
  await http(server.url, "group.announce", { conv: own, text: WORDS }, me.token);
  const asked = await link(me, own, { approval: true, expires: Date.now() + 7 * 86_400_000, limit: 20 });
  await link(me, own, {});
  await http(server.url, "group.join", { code: asked, note: "我是诺亚，湖边志愿者。Ann 让我来申请的。" }, noah.token);
  await http(server.url, "group.join", { code: asked }, wei.token);

  const told = await group(ann, "Night migration", [me, noah]);
  await say(noah, told, "Heard the first redwings last night.");
  await http(server.url, "group.announce", { conv: told, text: WORDS }, ann.token);

  const channel = await group(ann, "Goose News", [me, noah, wei], true);
  await say(ann, channel, "12,400 bean geese at the north shore this morning, a record for the week.");
  await say(ann, channel, "明天有雾，出发推迟到六点半。");

  const away = await group(ann, "Lighthouse keepers", [noah, wei]);
  const description = "We look after the lighthouse and its logbook.\n新人请先看群公告。";
  await http(server.url, "group.update", { conv: away, settings: { description } }, ann.token);
  const open = await link(ann, away, {});
  const asking = await link(ann, away, { approval: true });
  const over = await link(ann, await group(ann, "Full boat", []), { limit: 1 });
  await http(server.url, "group.join", { code: over }, noah.token);
  const waiting = await link(ann, await group(ann, "Tide pool walkers", [noah]), { approval: true });
  await http(server.url, "group.join", { code: waiting, note: "林悦" }, me.token);
  return { own, told, channel, open, asking, waiting, over };
}
