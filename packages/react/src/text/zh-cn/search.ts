import type { searchEn } from "../en/search.ts";

const number = new Intl.NumberFormat("zh-CN");

/** 搜索聊天记录。 */
export const searchZhCn: typeof searchEn = {
  messages: "聊天记录",
  files: "文件",
  more: "显示更多",
  inTalk: "在此会话中搜索",
  found: "找到的消息",
  filters: "筛选",
  who: "发送者",
  anybody: "所有人",
  kind: "类型",
  anyKind: "全部",
  kinds: { words: "文字", pictures: "图片和视频", files: "文件", polls: "投票", places: "位置" },
  since: "从",
  until: "到",
  count: (count) => (count === 0 ? "没有消息" : `${number.format(count)} 条消息`),
  countMore: (count) => `${number.format(count)} 条以上`,
  place: (at, count) => `第 ${number.format(at)} 条，共 ${count}`,
  older: "上一条",
  newer: "下一条",
  nothing: (query) => `没有包含“${query}”的消息`,
  nothingHint: "外文单词按开头匹配，多个词不分先后。",
  nothingNarrowed: "去掉筛选条件再试试。",
  offline: "已离线：只搜索这台设备上的消息。",
  behind: "刚刚发送的消息可能还搜不到。",
};
