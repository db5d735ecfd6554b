import { doing } from "./doing.ts";
import { faces } from "./faces.ts";
import { food } from "./food.ts";
import { nature } from "./nature.ts";
import { people } from "./people.ts";
import { signs } from "./signs.ts";
import { things } from "./things.ts";

export interface Emoji {
  readonly sign: string;
  /** English and Chinese, the first of each is its name, the others are found too. */
  readonly names: readonly string[];
}

/** One a line: the sign, then its names, with commas between. */
function read(lines: string): readonly Emoji[] {
  return lines
    .trim()
    .split("\n")
    .map((line) => {
      const [sign = "", ...rest] = line.trim().split(" ");
      return { sign, names: rest.join(" ").split(",") };
    });
}

/** The bundled set, by category, in the order of the picker. */
export const EMOJI = {
  faces: read(faces),
  people: read(people),
  nature: read(nature),
  food: read(food),
  doing: read(doing),
  things: read(things),
  signs: read(signs),
};

export type EmojiCategory = keyof typeof EMOJI;

const ALL = Object.values(EMOJI).flat();
/** No name is so long. */
const FAR = 100;

/** Emoji of which a name holds the words: those it is nearest to first, which begins with them and has the least beside them. */
export function findEmoji(query: string): readonly Emoji[] {
  const wanted = query.trim().toLocaleLowerCase();
  const distance = (name: string): number => name.length - wanted.length + (name.startsWith(wanted) ? 0 : FAR);
  return ALL.flatMap((emoji) => {
    const held = emoji.names.filter((name) => name.includes(wanted));
    return held.length === 0 ? [] : [{ emoji, far: Math.min(...held.map(distance)) }];
  })
    .sort((a, b) => a.far - b.far)
    .map(({ emoji }) => emoji);
}
