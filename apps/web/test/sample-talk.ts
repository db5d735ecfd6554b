import { http, makeKey } from "@skein/client";
import { directId } from "@skein/protocol";
import type { TestPerson, TestServer } from "@skein/testkit";
import { PastClock } from "./past-clock.ts";
import { sampleContacts } from "./sample-contacts.ts";

/** A server with people and talk that try a page: long names and words, emoji, right-to-left text, Chinese, code, links. */
export interface Sample {
  readonly me: TestPerson;
  /** Who is here while a picture is taken. */
  readonly others: readonly TestPerson[];
  readonly group: string;
  readonly direct: string;
  readonly arabic: string;
  /** A message in the group with a thread under it. */
  readonly root: number;
}

const PEOPLE: readonly (readonly [login: string, name: string, color: number, about?: string])[] = [
  ["yue", "林悦", 5, "风起于青萍之末。"],
  ["ann", "Ann Delacroix", 7, "Field recordist. Mostly awake before sunrise."],
  ["noah", "Noah Okafor 🌊", 3],
  ["zhangwei", "张伟", 0],
  ["layla", "ليلى حداد", 9, "مهندسة معمارية"],
  ["mina", "Wilhelmina Featherstonehaugh-Castellanos de la Vega", 10],
  ["tomas", "Tomáš Dvořák", 1],
  ["xiaoyan", "王小雁", 11],
];

/** Fills a fresh server, over some days when it runs on the given clock. The first of the people is its owner. */
export async function sampleTalk(server: TestServer, clock = new PastClock()): Promise<Sample> {
  // Time only goes forwards on a server: the past begins before its first entry.
  clock.goBack({ days: 10 });
  const people = new Map<string, TestPerson>();
  for (const [login, name, color, about] of PEOPLE) {
    const person = await server.person(login, login === "yue" ? "owner" : "member");
    people.set(login, person);
    await http(server.url, "account.update", { name, color, ...(about && { about }) }, person.token);
  }
  const of = (login: string): TestPerson => {
    const person = people.get(login);
    if (!person) throw new Error(`${login} is not in the sample.`);
    return person;
  };
  const say = async (conv: string, login: string, text: string, root?: number): Promise<number> => {
    const body = { text, ...(root !== undefined && { thread: { root } }) };
    const words = { conv, key: makeKey(Date.now(), Math.random), kind: "text" as const, body };
    return (await http(server.url, "message.send", words, of(login).token)).seq;
  };
  const group = async (by: string, name: string, color: number, others: readonly string[]): Promise<string> => {
    const users = others.map((login) => of(login).id);
    const made = await http(
      server.url,
      "group.create",
      { key: makeKey(Date.now(), Math.random), name, color, users },
      of(by).token,
    );
    return made.conversation.id;
  };
  const direct = (a: string, b: string): string => directId(of(a).id, of(b).id);
  const read = async (conv: string, login: string): Promise<void> => {
    const { conversation } = await http(server.url, "conversation.get", { conv }, of(login).token);
    await http(server.url, "conversation.mark", { marks: [{ conv, read: conversation.head }] }, of(login).token);
  };

  clock.goBack({ days: 9, hours: 3 });
  const saved = direct("yue", "yue");
  await say(saved, "yue", "- 带望远镜\n- *thermos*, the big one\n- https://example.org/tides?month=11");

  clock.goBack({ days: 4, hours: 2 });
  const mina = direct("yue", "mina");
  await say(mina, "mina", "I have moved the archive. Everything from before the flood is in `/archive/1998–2004`.");

  clock.goBack({ days: 2, hours: 5 });
  const quiet = await group("tomas", "Rooftop garden & compost committee, northern stairwell", 4, [
    "yue",
    "ann",
    "mina",
    "noah",
  ]);
  await say(quiet, "tomas", "The tomatoes have opinions again.");
  await read(quiet, "yue");

  clock.goBack({ days: 1, hours: 4 });
  const arabic = direct("yue", "layla");
  await say(arabic, "layla", "صباح الخير! هل وصلت الرسومات؟");
  await say(arabic, "yue", "وصلت، شكرًا جزيلًا. I will look at them **tonight** and write back.");
  await say(arabic, "layla", "ممتاز 👌");
  await read(arabic, "yue");

  clock.goBack({ days: 1, hours: 1 });
  const flock = await group("yue", "雁南飞 · Autumn count 2026", 5, ["ann", "noah", "zhangwei", "layla", "xiaoyan"]);
  await say(flock, "yue", "大家好！今年的**秋季统计**从周六开始，路线和往年一样，只是多了一个*观察点*。");
  await say(flock, "ann", "Morning! I can take the **north shore** again.");
  await say(flock, "ann", "Tide table for Saturday: https://example.org/tides/saturday (low water at 6:40)");
  await say(
    flock,
    "noah",
    "> I can take the north shore again\nThen I do the lighthouse. Two things:\n1. who has the good scope?\n2. does anybody have a spare pair of boots, size 45?",
  );
  clock.goBack({ hours: 2, minutes: 20 });
  const root = await say(flock, "zhangwei", "望远镜在我这里。");
  await say(flock, "layla", "سأكون هناك في الساعة السابعة إن شاء الله");
  await say(flock, "noah", "Could you bring it to the lighthouse? I have the tripod.", root);
  await say(flock, "yue", "三脚架我也带一个，雁湖那边风大。", root);
  await say(flock, "layla", "وأنا أحضر المنظار الصغير أيضًا", root);
  clock.goBack({ hours: 2, minutes: 11 });
  const wei = direct("yue", "zhangwei");
  for (const text of ["周末去看雁吗？听说湖边已经来了上千只。", "早上五点半出发", "太早了也可以六点 😂"])
    await say(wei, "zhangwei", text);

  clock.goBack({ hours: 2, minutes: 3 });
  await say(flock, "yue", "太好了！👏");
  await http(server.url, "group.role", { conv: flock, user: of("ann").id, role: "admin" }, of("yue").token);
  await say(
    flock,
    "noah",
    'Last year’s script still works:\n```python\ncount = sum(flock.size for flock in flocks if flock.species == "Anser fabalis")\n```',
  );
  clock.goBack({ hours: 1, minutes: 12 });
  await say(flock, "xiaoyan", "🪿🪿🪿");
  for (const login of ["ann", "noah", "zhangwei", "layla", "xiaoyan"]) await read(flock, login);
  await say(
    flock,
    "yue",
    "See you on Saturday. Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen_are_allowed_but_please_no_flash.",
  );
  clock.goBack({ minutes: 24 });
  await say(flock, "ann", "😄 deal");
  await say(flock, "xiaoyan", "我带热茶和月饼，够十个人吃的。");
  await read(flock, "yue");

  clock.goBack({ minutes: 18 });
  const ann = direct("yue", "ann");
  await say(ann, "ann", "Did the new microphone arrive?");
  await say(
    ann,
    "yue",
    "It did! Listen to the very first thing I recorded: [three minutes of geese over the bridge](https://example.org/geese).",
  );
  await say(ann, "ann", "Oh, that is beautiful.");
  clock.goBack({ minutes: 4 });
  await say(ann, "yue", "明天再去录一次。");
  await read(ann, "ann");
  await read(ann, "yue");

  clock.goBack({});
  for (const [days, uses] of [
    [7, 1],
    [30, 25],
  ] as const) {
    await http(server.url, "invite.create", { days, uses }, of("yue").token);
  }
  await server.device(of("yue").id, "Firefox · Linux");
  await server.device(of("yue").id, "Safari · iPhone");
  await sampleContacts(server.url, of);
  return { me: of("yue"), others: ["ann", "noah", "zhangwei"].map(of), group: flock, direct: ann, arabic, root };
}
