import { pathTo } from "../src/route/route.ts";
import { DETAILS, inGroup, inPanel, press, type Surface } from "./surface.ts";

const ownGroup: Surface["path"] = ({ doors }) => pathTo.conversation(doors.own);

/** Groups from within, and their doors. */
export const GROUP_SURFACES: readonly Surface[] = [
  { name: "talk-details", path: inGroup, act: press(DETAILS) },
  ...(
    [
      ["group-edit", /^(Edit group|编辑群资料)$/],
      ["group-nick", /^(My name in this group|我在本群的昵称)/],
      ["group-rights", /^(Who may do what|群权限)/],
      ["group-slow", /^(Slow mode|慢速模式)/],
      ["group-mute-all", /^(Mute everyone|全员禁言)/],
      ["group-history", /^(History for newcomers|新成员可看的历史)/],
      ["group-bans", /^(Banned people|禁止加入的人)/],
      ["group-last-owner", /^(Leave group|退出群聊)$/],
      ["group-transfer", /^(Hand the group on|转让群主)$/],
      ["group-dissolve", /^(Dissolve group|解散群聊)$/],
      ["group-member", /^Ann Delacroix/],
    ] as const
  ).map(([name, button]): Surface => ({ name, path: inGroup, act: inPanel(button) })),
  { name: "join", path: ({ doors }) => pathTo.group(doors.open) },
  { name: "join-ask", path: ({ doors }) => pathTo.group(doors.asking) },
  { name: "join-waiting", path: ({ doors }) => pathTo.group(doors.waiting) },
  { name: "join-over", path: ({ doors }) => pathTo.group(doors.over) },
  { name: "group-panel", path: ownGroup, act: inPanel() },
  { name: "announcement-bar", path: ({ doors }) => pathTo.conversation(doors.told) },
  { name: "announcement", path: ownGroup, act: inPanel(/^(Announcement|群公告)/) },
  { name: "announcement-write", path: ownGroup, act: inPanel(/^(Announcement|群公告)/, /^(Edit|编辑)$/) },
  {
    name: "announcement-readers",
    path: ownGroup,
    act: inPanel(/^(Announcement|群公告)/, /^(Who has read it|谁已读)$/),
  },
  { name: "links", path: ownGroup, act: inPanel(/^(Invite links|邀请链接)/) },
  { name: "link-new", path: ownGroup, act: inPanel(/^(Invite links|邀请链接)/, /^(New link|新建链接)$/) },
  { name: "link", path: ownGroup, act: inPanel(/^(Invite links|邀请链接)/, /\/g#.*(approval|审批)/) },
  { name: "join-requests", path: ownGroup, act: inPanel(/^(Requests to join|入群申请)/) },
  { name: "channel", path: ({ doors }) => pathTo.conversation(doors.channel) },
];
