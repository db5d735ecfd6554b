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
    id: "tea",
    name: "茶水间 · Tea kitchen",
    color: 8,
    members: ["tomas", "linyue", "noah", "zhangwei", "layla", "mina"],
    lines: [
      ["tomas", "The coffee machine says *E4*. Does anybody speak coffee machine?"],
      ["zhangwei", "E4 是缺水。"],
      ["noah", "E4 is also what I say on Mondays."],
      ["tomas", "It was water. Thank you, 张伟."],
      ["layla", "أحضرت بقلاوة! They are next to the sink, take *two* at most."],
      ["linyue", "两块已经下肚了，太好吃了 😋"],
      ["noah", "Define “two”."],
      ["layla", "The number after one, Noah."],
      ["mina", "I counted: there were 24, and now there are 3. We are 6 people. **Somebody is lying.**"],
      ["zhangwei", "我吃了两块。我有证人。"],
      ["linyue", "我可以作证，他吃了两块……在我看着的时候。"],
      ["tomas", "Logs or it did not happen."],
      ["noah", "```\n09:41 noah +2\n09:44 noah +0 (looked only)\n09:52 noah +1 (for a friend)\n```"],
      ["mina", "And the friend is called?"],
      ["noah", "Noah."],
      ["layla", "🤦‍♀️ غداً أحضر ضعف الكمية."],
      ["linyue", "明天我带绿豆糕，公平分配：每人三块，用骰子决定谁先拿 🎲"],
      ["tomas", "I have a script for fair dice."],
      ["mina", "Of course you have."],
      ["zhangwei", "又缺水了，E4。"],
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
    id: "linyue-zhangwei",
    between: ["linyue", "zhangwei"],
    lines: [
      ["zhangwei", "登录页的错误提示能不能再友好一点？现在像在骂人。"],
      ["linyue", "哈哈，改成：“用户名或密码不对，再试一次吧。”"],
      ["zhangwei", "好。另外两个一起输错也只说一句，免得被人猜出哪个是对的。"],
      ["linyue", "明白 👌"],
      ["zhangwei", "中午一起吃饭？"],
    ],
  },
  {
    id: "linyue-mina",
    between: ["linyue", "mina"],
    lines: [
      ["mina", "Hi 林悦! The posters are back from the printer. They are *gorgeous*."],
      ["linyue", "Really? I was worried about the green."],
      ["mina", "The green is the best part. I hung one over the coffee machine ☕️"],
      ["linyue", "谢谢你 ❤️"],
      ["mina", "There is one left for you. It is one metre wide, so bring someone tall."],
    ],
  },
  {
    id: "layla-linyue",
    between: ["layla", "linyue"],
    lines: [
      ["layla", "هل يمكنك مراجعة لون الأزرار؟ الرابط: https://example.com/design/buttons"],
      ["linyue", "看到了。悬停的颜色再深 4% 就好。"],
      ["layla", "تم ✅"],
    ],
  },
  {
    id: "noah-mina",
    between: ["noah", "mina"],
    lines: [
      ["mina", "Who left 14 mugs on your desk?"],
      ["noah", "They are load-bearing."],
      ["mina", "One of them is growing something."],
      ["noah", "That one has a name. Please knock."],
    ],
  },
  {
    id: "noah-tomas",
    between: ["noah", "tomas"],
    lines: [
      ["noah", "Can I have the staging box for an hour? I want to pull its network cable."],
      ["tomas", "It is a virtual machine."],
      ["noah", "Then I want to *want* to pull its network cable."],
      ["tomas", "`ip link set eth0 down`\n\nEnjoy. It comes back by itself after 60 s."],
      ["noah", "It came back, every client came back, nothing was lost. I am almost disappointed."],
    ],
  },
  {
    id: "linyue-self",
    between: ["linyue", "linyue"],
    lines: [["linyue", "待办：\n\n- 周四前确认文案\n- 给妈妈打电话\n- 买帽子"]],
  },
];
