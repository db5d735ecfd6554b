import type { threadEn } from "../en/thread.ts";

const number = new Intl.NumberFormat("zh-CN");

/** 消息下面的话题。 */
export const threadZhCn: typeof threadEn = {
  title: "话题",
  threads: "话题",
  waiting: (count) => `话题，${number.format(count)} 个有新回复`,
  pick: "选择一个话题",
  reply: "在话题中回复",
  replies: (count) => `${number.format(count)} 条回复`,
  last: (ago) => `最近：${ago}`,
  unread: (count) => `${number.format(count)} 条新回复`,
  root: "原消息",
  toRoot: "在会话中查看",
  follow: "关注话题",
  unfollow: "不再关注",
  beginning: "回复",
  empty: "还没有回复",
  emptyHint: "在这里说的话会收在这条消息下面，不打断会话。",
  compose: "回复",
  placeholder: "在话题中回复",
  gone: "原消息已撤回，不能再回复了。",
  missing: "找不到这个话题",
  none: "还没有关注的话题",
  noneHint: "你回复过或关注的话题，以及别人回复了你的消息，都会列在这里。",
  offline: "恢复联网后会读取你的话题。",
};
