import type { Along, PageRange, Statement } from "../storage.ts";

/*
 * Statements that are read along with a page are always the same few, with other values. Their texts are many times as long as the
 * values: each crosses to the reader's thread once, and is called by a number from then on.
 */

type Named = [text: number, parameters: readonly unknown[]];
type Asked = [
  conv: string,
  range: PageRange,
  along: [first: Named, further: [part: number, statement: Named][]][],
  fresh: string[],
];

/** On the side that asks. Rooms bring their statements at start, so they are few. */
export class TextsSent {
  readonly #numbers = new Map<string, number>();

  pack(conv: string, range: PageRange, along: readonly Along[]): string {
    const fresh: string[] = [];
    const named = ({ sql, parameters }: Statement): Named => [this.#number(sql, fresh), parameters];
    const asked: Asked = [
      conv,
      range,
      along.map(({ first, further = [] }) => [
        named(first),
        further.map(({ part, statement }) => [part, named(statement)]),
      ]),
      fresh,
    ];
    return JSON.stringify(asked);
  }

  #number(sql: string, fresh: string[]): number {
    const known = this.#numbers.get(sql);
    if (known !== undefined) return known;
    fresh.push(sql);
    const number = this.#numbers.size;
    this.#numbers.set(sql, number);
    return number;
  }
}

/** On the side that answers. */
export class TextsHeard {
  readonly #texts: string[] = [];

  unpack(text: string): [conv: string, range: PageRange, along: Along[]] {
    const [conv, range, along, fresh] = JSON.parse(text) as Asked;
    this.#texts.push(...fresh);
    const statement = ([number, parameters]: Named): Statement => ({ sql: this.#texts[number] ?? "", parameters });
    return [
      conv,
      range,
      along.map(([first, further]) => ({
        first: statement(first),
        further: further.map(([part, named]) => ({ part, statement: statement(named) })),
      })),
    ];
  }
}
