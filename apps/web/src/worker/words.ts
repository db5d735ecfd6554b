/** The few words that the worker says; the rest comes from the server in the reader's language. */
export const WORDS = {
  en: {
    reply: "Reply",
    replyHint: "Your answer",
    read: "Mark as read",
    unsent: "Your answer was not sent",
  },
  "zh-CN": {
    reply: "回复",
    replyHint: "输入回复",
    read: "标为已读",
    unsent: "回复没有发出去",
  },
} as const;
