import type { DemoLogin } from "./people.ts";

/** Who says what. */
export type Line = readonly [who: DemoLogin, text: string];

export interface DemoTalk {
  /** Stands in every key of the talk: the same on every machine. */
  readonly id: string;
  readonly lines: readonly Line[];
}

export interface DemoGroup extends DemoTalk {
  readonly name: string;
  readonly color: number;
  /** The first one makes it and is its owner. */
  readonly members: readonly DemoLogin[];
}

/** Two people, or one with oneself. */
export interface DemoDirect extends DemoTalk {
  readonly between: readonly [DemoLogin, DemoLogin];
}

export const DEMO_GROUPS: readonly DemoGroup[] = [
  {
    id: "harbour",
    name: "Harbour launch 🚢",
    color: 6,
    members: ["mina", "linyue", "noah", "zhangwei", "layla", "tomas"],
    lines: [
      ["mina", "Good morning, everyone. Launch is on **Thursday**. What still stands between us and it?"],
      ["tomas", "Back-ups restore. I tried it twice, the second time on purpose."],
      ["zhangwei", "接口文档昨晚更新了，大家看一下有没有遗漏。"],
      ["noah", "Three things from my side:\n\n1. the offline banner\n2. retry on a bad network\n3. a snack"],
      ["layla", "صباح الخير! الواجهة جاهزة من اليمين إلى اليسار، باقي اختبار واحد فقط."],
      ["layla", "(Right-to-left is done; one test is left: mixed lines like “النسخة v2.1 جاهزة ✅”.)"],
      ["linyue", "深色模式的对比度我又量了一遍，全部在 4.5 以上 👍"],
      ["noah", "> 深色模式的对比度我又量了一遍\n\nThat was the last red line on the list. Thank you!"],
      [
        "zhangwei",
        "重连的关键就这几行：\n\n```ts\nconst wait = Math.random() * Math.min(30_000, 500 * 2 ** attempt);\nawait sleep(wait);\nawait dial({ cursor });\n```\n\n光标没变，就什么都不会丢。",
      ],
      ["tomas", "Full jitter, I approve. Fifteen thousand clients, and the graph stays flat."],
      ["mina", "A question for the people who read faster than I do: does `kill -9` lose anything?"],
      ["tomas", "Nothing that was acknowledged. That is what *acknowledged* means."],
      ["noah", "I did it forty times while typing this. Still here 🐟"],
      ["linyue", "周四下午三点，会议室“海风”，我订好了。"],
      ["mina", "Then it is settled. Notes: https://example.com/notes/harbour"],
      ["layla", "🎉🎉🎉"],
    ],
  },
  {
    id: "weekend",
    name: "周末爬山小分队",
    color: 2,
    members: ["linyue", "zhangwei", "noah", "mina"],
    lines: [
      ["linyue", "周六天气不错，香山走起？"],
      ["zhangwei", "可以。几点？太早我起不来😂"],
      ["noah", "Saturday works! Should I bring the *good* thermos?"],
      ["linyue", "八点在北门见。带水，带帽子，别带电脑。"],
      ["mina", "I'll be the one with the enormous hat."],
      ["zhangwei", "路线：\n\n- 北门 → 静翠湖\n- 静翠湖 → 香炉峰\n- 下山，吃面"],
      ["noah", "“下山，吃面” I can read that part perfectly."],
      [
        "linyue",
        "上次那家面馆搬到了一个非常非常长的地址：北京市海淀区香山街道买卖街与煤厂街交叉口往东第三个红色门面二层靠窗的位置，别走错。",
      ],
      ["zhangwei", "收到。~~七点~~ 八点，北门。"],
    ],
  },
  {
    id: "words",
    name: "A group with a rather long name, so that somebody sees what happens to it in a narrow list",
    color: 10,
    members: ["layla", "noah", "tomas"],
    lines: [
      [
        "layla",
        "A place for things that break layouts. I begin: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
      ],
      ["tomas", "Nejkulaťoulinkatější."],
      ["noah", "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏿 🇺🇳 🧑‍🚀"],
      ["layla", "مرحبا hello مرحبا 123 hello مرحبا"],
      [
        "noah",
        "https://example.com/a/very/long/path/that/goes/on/and/on?and=then&some=more&until=nobody&remembers=why#the-end",
      ],
      ["tomas", "`<script>alert(1)</script>` — and nothing happens, as it should."],
    ],
  },
];

export const DEMO_DIRECTS: readonly DemoDirect[] = [
  {
    id: "linyue-noah",
    between: ["linyue", "noah"],
    lines: [
      ["noah", "Do you have a minute for the icon?"],
      ["linyue", "有，发来看看。"],
      ["noah", "It should look like a flight of geese, not like a hairbrush."],
      ["linyue", "哈哈哈哈，现在确实像梳子。翅膀再打开一点，中间留白。"],
      ["noah", "Better?\n\n```\n   v\n v   v\nv     v\n```"],
      ["linyue", "**好多了。** 雁字回时，月满西楼。"],
    ],
  },
  {
    id: "zhangwei-tomas",
    between: ["zhangwei", "tomas"],
    lines: [
      ["tomas", "Disk on the test machine is at 91 %."],
      ["zhangwei", "是日志。我加了轮转，今晚会降下来。"],
      ["tomas", "Dropped to 40 %. Děkuji!"],
    ],
  },
  {
    id: "layla-mina",
    between: ["layla", "mina"],
    lines: [
      ["mina", "Could you look at the sign-up page with a screen reader, please?"],
      ["layla", "Done: two labels were missing, both are in. شكراً لسؤالك 🌸"],
      ["mina", "You are quick!"],
    ],
  },
  {
    id: "linyue-self",
    between: ["linyue", "linyue"],
    lines: [["linyue", "待办：\n\n- 周四前确认文案\n- 给妈妈打电话\n- 买帽子"]],
  },
];
