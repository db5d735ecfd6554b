const plural = new Intl.PluralRules("en");
const number = new Intl.NumberFormat("en");

/** `n` with the form of the word that belongs to it. */
export const of = (n: number, one: string, other: string): string =>
  `${number.format(n)} ${plural.select(n) === "one" ? one : other}`;
