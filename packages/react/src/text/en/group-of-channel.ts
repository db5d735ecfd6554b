import type { GroupTexts } from "./group.ts";

/** Words about a group that are others where it is a channel. */
export const groupOfChannelEn: Partial<GroupTexts> = {
  info: "Channel",
  name: "Name of the channel",
  edit: "Edit channel",
  descriptionHint: "What the channel is about. Every member sees it.",
  removeWords: (name) => `${name} will get no more messages of this channel. They can be added again.`,
  transfer: "Hand the channel on",
  transferTitle: (name) => `Hand the channel on to ${name}?`,
  transferTo: "Who will own the channel?",
  leave: "Leave channel",
  leaveTitle: "Leave this channel?",
  lastOwnerWords: "A channel needs an owner. Hand it on before you leave, or dissolve it for everyone.",
  dissolve: "Dissolve channel",
  dissolveTitle: "Dissolve this channel?",
};
