import { of } from "./count.ts";

const number = new Intl.NumberFormat("en");

/** What is said under a message. */
export const threadEn = {
  title: "Thread",
  threads: "Threads",
  waiting: (count: number) => `Threads, ${number.format(count)} with new replies`,
  pick: "Choose a thread",
  reply: "Reply in thread",
  replies: (count: number) => of(count, "reply", "replies"),
  last: (ago: string) => `last reply ${ago}`,
  unread: (count: number) => `${of(count, "new reply", "new replies")}`,
  root: "The message",
  toRoot: "Show in conversation",
  follow: "Follow thread",
  unfollow: "Stop following",
  beginning: "Replies",
  empty: "No replies yet",
  emptyHint: "What you write here stands under this message, out of the way of the conversation.",
  compose: "Reply",
  placeholder: "Reply in thread",
  gone: "The message was taken back, so nobody can reply to it any more.",
  missing: "This thread is not there",
  none: "You follow no threads",
  noneHint: "A thread is listed here once you reply in it, follow it, or somebody replies to what you said.",
  offline: "Your threads are read when you are back online.",
};
