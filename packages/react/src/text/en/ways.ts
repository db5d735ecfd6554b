const plural = new Intl.PluralRules("en");
const number = new Intl.NumberFormat("en");
const of = (n: number, one: string, other: string): string =>
  `${number.format(n)} ${plural.select(n) === "one" ? one : other}`;

/** People who are meant by name. */
export const mention = {
  offer: "People to mention",
  offered: (count: number) => of(count, "person to mention", "people to mention"),
  /** In a text, after the `@`. */
  everyone: "everyone",
  everyoneHint: "Also those who have muted the group",
  unread: (count: number) => of(count, "unread mention of you", "unread mentions of you"),
  go: (count: number) => `Go to the first of ${of(count, "mention of you", "mentions of you")}`,
  strangers: "Somebody it mentions is not here any more.",
  notAll: "You may not mention everyone here.",
  sendWithout: "Send without",
};

/** Messages that are pinned for all. */
export const pin = {
  pin: "Pin",
  unpin: "Unpin",
  bar: "Pinned messages",
  one: "Pinned message",
  nth: (at: number, count: number) => `Pinned message ${number.format(at)} of ${number.format(count)}`,
  all: "All pinned messages",
  count: (count: number) => of(count, "pinned message", "pinned messages"),
  by: (who: string, day: string) => `Pinned by ${who} · ${day}`,
  none: "Nothing is pinned",
  noneHint: "What is pinned stands here for everybody.",
};

/** The way to a message: by its day, by its address. */
export const way = {
  toDate: "Go to a date",
  ofDay: (day: string) => `${day}. Go to another date`,
  earlier: "Earlier month",
  later: "Later month",
  month: "Month",
  year: "Year",
  first: "The very first message",
  nothing: "Nothing was said on that day or later.",
  unread: (count: number) => of(count, "new message", "new messages"),
  copyLink: "Copy link",
};
