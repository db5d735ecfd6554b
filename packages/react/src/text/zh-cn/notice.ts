import type { NoticeTexts } from "../en/notice.ts";

const number = new Intl.NumberFormat("zh-CN");

/** 群聊与频道各自的叫法。 */
interface Place {
  readonly chat: string;
  readonly short: string;
  readonly owned: string;
  readonly joining: string;
}

const noticeOf = ({ chat, short, owned, joining }: Place): NoticeTexts => ({
  groupCreated: (who, name) => `${who}创建了${chat}“${name}”`,
  renamed: (who, name) => `${who}将${short}名改为“${name}”`,
  recolored: (who) => `${who}更换了${short}的颜色`,
  renamedAndRecolored: (who, name) => `${who}将${short}名改为“${name}”并更换了颜色`,
  added: (who, people) => `${who}邀请${people.join("、")}加入了${chat}`,
  removed: (who, person) => `${who}将${person}移出了${chat}`,
  banned: (who, person) => `${who}将${person}移出${chat}，且不得再加入`,
  joined: (who) => `${who}通过链接加入了${chat}`,
  letIn: (by, who) => `经${by}同意，${who}加入了${chat}`,
  transferred: (who, person) => `${who}将${owned}转让给了${person}`,
  muted: (who, person, until) => `${who}禁言了${person}${until ? `，至${until}` : ""}`,
  unmuted: (who, person) => `${who}解除了${person}的禁言`,
  nick: (who, nick) => `${who}在本${short}的昵称改为“${nick}”`,
  unnamed: (who) => `${who}取消了${short}昵称`,
  dissolved: (who) => `${who}解散了${chat}，聊天记录仍可查看`,
  announced: (who) => `${who}发布了${short}公告`,
  unannounced: (who) => `${who}撤下了${short}公告`,
  described: (who) => `${who}修改了${short}介绍`,
  slowed: (who, pause) => `${who}开启了慢速模式：每${pause}可发一条消息`,
  unslowed: (who) => `${who}关闭了慢速模式`,
  mutedAll: (who, until) => `${who}开启了全员禁言${until ? `，至${until}` : ""}`,
  unmutedAll: (who) => `${who}关闭了全员禁言`,
  historyAll: (who) => `${who}允许新成员查看全部历史消息`,
  historyNone: (who) => `${who}设置了新成员不能查看${joining}前的消息`,
  historyLast: (who, count) => `${who}允许新成员查看${joining}前最近 ${number.format(count)} 条消息`,
  pictured: (who) => `${who}更换了${short}头像`,
  unpictured: (who) => `${who}移除了${short}头像`,
  permissionsChanged: (who) => `${who}修改了${short}权限`,
  changedSettings: (who) => `${who}修改了${short}设置`,
  left: (who) => `${who}退出了${chat}`,
  recalled: (who) => `${who}撤回了一条消息`,
  recalledOf: (who, whose) => `${who}撤回了${whose}的一条消息`,
  role: (who, person, role) =>
    ({
      owner: `${who}将${person}设为群主`,
      admin: `${who}将${person}设为管理员`,
      member: `${who}将${person}设为普通成员`,
    })[role],
  andMore: (count) => `另外 ${number.format(count)} 人`,
  you: "你",
  youObject: "你",
});

export const noticeZhCn = noticeOf({ chat: "群聊", short: "群", owned: "群主", joining: "入群" });
export const noticeOfChannelZhCn = noticeOf({ chat: "频道", short: "频道", owned: "频道", joining: "加入" });
