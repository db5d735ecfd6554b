import type { Person } from "@skein/client";

/** People under one letter. */
export interface Letter {
  /** `A` … `Z`, or `#` for what begins with none of them. */
  readonly letter: string;
  readonly people: readonly Person[];
}

const OTHER = "#";
const collator = new Intl.Collator("en", { sensitivity: "base", numeric: true });

/**
 * People as a phone book has them: a Chinese name under the letter it is said with, an accented one under the plain letter, what has
 * no letter at the end.
 */
export function byLetter(people: readonly Person[]): readonly Letter[] {
  const letters = new Map<string, { readonly person: Person; readonly said: string }[]>();
  for (const person of people) {
    const said = saidOf(person);
    const first = said.normalize("NFKD").charAt(0).toUpperCase();
    const letter = /^[A-Z]$/.test(first) ? first : OTHER;
    const others = letters.get(letter) ?? [];
    others.push({ person, said });
    letters.set(letter, others);
  }
  return [...letters]
    .toSorted(([a], [b]) => Number(a === OTHER) - Number(b === OTHER) || (a < b ? -1 : 1))
    .map(([letter, all]) => ({
      letter,
      people: all.toSorted((a, b) => collator.compare(a.said, b.said)).map(({ person }) => person),
    }));
}

/** How what one calls them is said. */
function saidOf({ name, pinyin, contact }: Person): string {
  const own = contact?.remark === undefined ? pinyin : contact.pinyin;
  return own !== undefined && /^\p{Script=Han}/u.test(name) ? own : name;
}
