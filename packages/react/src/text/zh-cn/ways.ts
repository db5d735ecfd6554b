import type { mention as en, pin as enPin, way as enWay } from "../en/ways.ts";

const number = new Intl.NumberFormat("zh-CN");

export const mention: typeof en = {
  offer: "可以@的人",
  offered: (count) => `有 ${number.format(count)} 人可以@`,
  everyone: "所有人",
  everyoneHint: "设了免打扰的人也会收到提醒",
  unread: (count) => `有 ${number.format(count)} 条未读消息@了你`,
  go: (count) => `跳到第一条@你的消息，共 ${number.format(count)} 条`,
  strangers: "消息里@的人已不在这里。",
  notAll: "你不能在这里@所有人。",
  sendWithout: "不@了，直接发送",
};

export const pin: typeof enPin = {
  pin: "置顶",
  unpin: "取消置顶",
  bar: "置顶消息",
  one: "置顶消息",
  nth: (at, count) => `置顶消息，第 ${number.format(at)} 条，共 ${number.format(count)} 条`,
  all: "全部置顶消息",
  count: (count) => `${number.format(count)} 条置顶消息`,
  by: (who, day) => `${who}于${day}置顶`,
  none: "没有置顶消息",
  noneHint: "置顶的消息会在这里，大家都能看到。",
};

export const way: typeof enWay = {
  toDate: "按日期查找",
  ofDay: (day) => `${day}，跳到其他日期`,
  earlier: "上个月",
  later: "下个月",
  month: "月",
  year: "年",
  first: "最早的消息",
  nothing: "这一天及以后没有消息。",
  unread: (count) => `${number.format(count)} 条新消息`,
  copyLink: "复制链接",
};
