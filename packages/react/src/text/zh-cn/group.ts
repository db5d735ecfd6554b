import type { GroupTexts } from "../en/group.ts";

const number = new Intl.NumberFormat("zh-CN");

export const groupZhCn: GroupTexts = {
  create: "新建群聊",
  choosePeople: "选择成员",
  name: "群名称",
  nameHint: "以后可以修改。",
  next: "下一步",
  createVerb: "创建群聊",
  chosen: (count) => `已选 ${number.format(count)} 人`,
  info: "群聊",
  members: "成员",
  add: "添加成员",
  addVerb: (count) => (count > 0 ? `添加 ${number.format(count)} 人` : "添加"),
  alreadyIn: "已在群中",
  remove: "移出群聊",
  removeTitle: (name) => `将${name}移出群聊？`,
  removeWords: (name) => `${name}将不再收到这个群的消息。`,
  removeVerb: "移出",
  makeOwner: "设为群主",
  makeAdmin: "设为管理员",
  makeMember: "设为普通成员",
  roles: { owner: "群主", admin: "管理员", member: "成员" },
  edit: "编辑群资料",
  leave: "退出群聊",
  leaveTitle: "退出这个群聊？",
  leaveWords: "你将不再收到它的消息。管理员可以再次邀请你。",
  leaveVerb: "退出",
  loadMore: "显示更多成员",
  actionsFor: (name) => `对${name}的操作`,
  ending: "退出",
};
