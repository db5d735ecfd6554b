/** Somebody to try the server with. */
export interface DemoPerson {
  readonly login: string;
  readonly name: string;
  readonly color: number;
  readonly about: string;
}

/** The people of `--demo`: short and long names, three scripts, one that runs from right to left. */
export const DEMO_PEOPLE = [
  { login: "linyue", name: "林悦", color: 0, about: "产品设计，咖啡，慢跑。" },
  { login: "noah", name: "Noah Okafor 🌊", color: 7, about: "Builds the boats the others only talk about." },
  { login: "zhangwei", name: "张伟", color: 3, about: "后端。能用一行解决的绝不写两行。" },
  { login: "layla", name: "ليلى حداد", color: 9, about: "مهندسة واجهات · Frontend in two directions" },
  {
    login: "mina",
    name: "Wilhelmina Featherstonehaugh-Castellanos de la Vega",
    color: 5,
    about: "Call me Mina. Everybody does.",
  },
  { login: "tomas", name: "Tomáš Dvořák", color: 11, about: "Operations. If it works, I was here." },
] as const satisfies readonly DemoPerson[];

export type DemoLogin = (typeof DEMO_PEOPLE)[number]["login"];
