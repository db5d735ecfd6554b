/** Somebody whom a text calls by a name after an `@`; without `user` it is everybody. */
export interface Named {
  readonly name: string;
  readonly user?: string;
}

/** Where a text names somebody, `@` included. */
export interface Span {
  readonly from: number;
  readonly to: number;
  readonly named: Named;
}

/** What is no longer part of a name: `@Ann` does not stand in `@Annabel`. */
const GOES_ON = /^[\p{L}\p{N}_]/u;
/** Before an `@` that belongs to an address. */
const JOINED = /[\p{L}\p{N}_.]$/u;
/** Scripts that put no spaces between words. */
const UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u;

/** Finds names in the pieces of a text, in their order: where several people have the same name, each stands for the next of them. */
export class NamesInText {
  private readonly byLength: readonly Named[];
  private readonly found = new Map<string, number>();

  constructor(private readonly all: readonly Named[]) {
    this.byLength = all.toSorted((a, b) => b.name.length - a.name.length);
  }

  /** @example new NamesInText([{ name: "Ann", user: "u1" }]).in("so @Ann?") // [{ from: 3, to: 7, … }] */
  in(text: string): Span[] {
    const spans: Span[] = [];
    for (let from = text.indexOf("@"); from >= 0; from = text.indexOf("@", from + 1)) {
      const named = this.at(text, from);
      if (!named) continue;
      const to = from + 1 + named.name.length;
      spans.push({ from, to, named });
      from = to - 1;
    }
    return spans;
  }

  private at(text: string, from: number): Named | undefined {
    const before = text.slice(Math.max(0, from - 2), from);
    if (JOINED.test(before) && !UNSPACED.test(before)) return undefined;
    const named = this.byLength.find(({ name }) => {
      if (!text.startsWith(name, from + 1)) return false;
      const rest = text.slice(from + 1 + name.length, from + 3 + name.length);
      return !GOES_ON.test(rest) || UNSPACED.test(rest.slice(0, 2)) || UNSPACED.test(name.slice(-1));
    });
    if (!named) return undefined;
    const same = this.all.filter(({ name }) => name === named.name);
    const times = this.found.get(named.name) ?? 0;
    this.found.set(named.name, times + 1);
    return same[times % same.length];
  }
}
