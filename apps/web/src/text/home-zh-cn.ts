import type { AppTexts } from "./en.ts";

/** 列表周围的菜单。 */
export const menu: AppTexts["menu"] = {
  open: "菜单",
  profile: "个人资料",
  saved: "收藏消息",
  starred: "星标消息",
  settings: "设置",
  newGroup: "新建群聊或频道",
  findPeople: "找人",
  signOut: "退出登录",
  signOutTitle: "退出这台设备的登录？",
  signOutWords: "存在这里的内容将被删除，包括尚未发送的消息。服务器上的会话会保留。",
  newTalk: "发起聊天",
};

/** 快速前往。 */
export const palette: AppTexts["palette"] = {
  title: "前往",
  search: "前往联系人、会话、消息或页面",
  recent: "最近",
  conversations: "会话",
  people: "联系人",
  pages: "页面",
  setting: (name) => `设置：${name}`,
  nothing: (query) => `没有找到“${query}”`,
};

/** 设置中与列表有关的文字。 */
export const foldersSettings = {
  folders: "分组",
  foldersHint: "整理你的会话",
};
