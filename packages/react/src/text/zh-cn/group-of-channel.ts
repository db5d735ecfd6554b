import type { GroupTexts } from "../en/group.ts";

/** 群聊的用语中，频道另有说法的部分。 */
export const groupOfChannelZhCn: Partial<GroupTexts> = {
  info: "频道",
  name: "频道名称",
  edit: "编辑频道资料",
  description: "频道介绍",
  descriptionHint: "介绍这个频道，所有成员都能看到。",
  removeTitle: (name) => `将${name}移出频道？`,
  removeWords: (name) => `${name}将不再收到这个频道的消息，以后可以再次添加。`,
  banTitle: (name) => `禁止${name}加入频道？`,
  transfer: "转让频道",
  transferTitle: (name) => `将频道转让给${name}？`,
  transferNobody: "频道里没有别人，请先添加成员。",
  rights: "频道权限",
  leave: "退出频道",
  leaveTitle: "退出这个频道？",
  lastOwnerTransfer: "转让频道",
  lastOwnerDissolve: "解散频道",
  lastOwnerWords: "频道需要有群主。请先转让频道再退出，或者解散频道。",
  dissolve: "解散频道",
  dissolveTitle: "解散这个频道？",
};
