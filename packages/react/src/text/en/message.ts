import { mention, pin, way } from "./ways.ts";

const plural = new Intl.PluralRules("en");
const number = new Intl.NumberFormat("en");
const of = (n: number, one: string, other: string): string =>
  `${number.format(n)} ${plural.select(n) === "one" ? one : other}`;

/** What can be done with messages. */
export const message = {
  mention,
  pin,
  way,
  reply: "Reply",
  replying: "Reply to",
  edit: "Edit",
  editing: "Edit message",
  edited: "edited",
  edits: "Edits",
  select: "Select",
  selection: "With the selected messages",
  selected: (count: number) => `${number.format(count)} selected`,
  choose: (words: string) => `Select: ${words}`,
  recall: "Take back",
  recallTitle: "Take this message back?",
  recallWords: "Nobody will be able to read it any more. Everyone sees that a message was taken back.",
  recallWordsOther: "Nobody will be able to read it any more. Everyone sees that you took it back.",
  recallVerb: "Take back",
  writeAgain: "Edit again",
  react: "React",
  reactWith: (emoji: string) => `React with ${emoji}`,
  unreactWith: (emoji: string) => `Take back ${emoji}`,
  reactors: "Reactions",
  reactionsLabel: "Reactions",
  reaction: (emoji: string, count: number) => `${emoji}, ${of(count, "person", "people")}`,
  takenBack: "This message was taken back",
  notThere: "This message is not there",
  refused: (why: string) => `That was not taken. ${why}`,
  forward: "Forward",
  forwardedFrom: (name: string) => `Forwarded from ${name}`,
  forwardTo: "Forward to",
  forwardHow: "How",
  oneByOne: "One by one",
  merged: "As one message",
  forwardVerb: (count: number) => (count > 0 ? `Forward to ${number.format(count)}` : "Forward"),
  forwarded: "Forwarded",
  history: "Chat history",
  historyOf: (names: string) => `Chat history of ${names}`,
  and: (a: string, b: string) => `${a} and ${b}`,
  historyCount: (count: number) => of(count, "message", "messages"),
};
