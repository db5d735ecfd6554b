import { of } from "./count.ts";

/** Words about a group and who is in it. */
export const groupEn = {
  create: "New group",
  choosePeople: "Who is in it?",
  name: "Name of the group",
  nameHint: "You can change it later.",
  next: "Next",
  createVerb: "Create group",
  chosen: (count: number) => of(count, "person chosen", "people chosen"),
  info: "Group",
  members: "Members",
  add: "Add people",
  addVerb: (count: number) => (count > 0 ? `Add ${of(count, "person", "people")}` : "Add"),
  alreadyIn: "Already a member",
  remove: "Remove from the group",
  removeTitle: (name: string) => `Remove ${name}?`,
  removeWords: (name: string) => `${name} will get no more messages of this group.`,
  removeVerb: "Remove",
  makeOwner: "Make owner",
  makeAdmin: "Make admin",
  makeMember: "Make member",
  roles: { owner: "owner", admin: "admin", member: "member" },
  edit: "Edit group",
  leave: "Leave group",
  leaveTitle: "Leave this group?",
  leaveWords: "You will get no more of its messages. An admin can add you again.",
  leaveVerb: "Leave",
  loadMore: "Show more members",
  actionsFor: (name: string) => `What to do with ${name}`,
  ending: "Leave",
};

export type GroupTexts = typeof groupEn;
