/** The app's words about contacts, privacy and one's own link. */
export const peopleEn = {
  contacts: "Contacts",
  contactsWaiting: (count: number) =>
    count === 1 ? "Contacts, 1 friend request" : `Contacts, ${count} friend requests`,
  pick: "Pick somebody from your contacts",
  pickHint: "Their profile shows here, with what you can do.",
  myLink: "My QR code and link",
  linkTitle: "Whose link is this?",
  linkMissing: "This link is not good any more",
  linkMissingHint: "They may have made a new one. Ask them for it.",
  ownLink: "This is your own link",
  ownLinkHint: "Show it to others, so that they can find you.",
};

export const peopleSettingsEn = {
  privacy: "Privacy",
  privacyHint: "Who may write, add or see you",
  link: "QR code and link",
  linkHint: "For others to find you by",
  erase: "Erase account",
  eraseHint: "Leave for good",
  mayWrite: "Who may write to you",
  mayWriteHint: "Whom you have written to may always answer.",
  mayAdd: "Who may ask to be your friend",
  mayAddHint: "Whoever has your link or QR code may always ask.",
  maySee: "Who sees you online, and when you were last here",
  audiences: { everyone: "Everyone", friends: "Friends", nobody: "Nobody" },
  friendsOfFriends: "Friends of friends",
  blockedPeople: "Blocked",
  blockedNone: "You have blocked nobody.",
  unblock: "Unblock",
  linkWords: "Whoever opens this sees your profile and can write to you or add you.",
  qrLabel: "QR code of your link",
  renew: "Make a new link",
  renewTitle: "Make a new link?",
  renewWords: "The link and QR code of before stop working.",
  renewed: "You have a new link",
  eraseWords:
    "Your name, profile, contacts and settings are erased, all your devices are signed out, and your log-in name is free for others. What you said stays with those you said it to, under “Deleted account”. This cannot be undone.",
  eraseGroups: "If you are the only owner of a group, make somebody else an owner first.",
  eraseVerb: "Erase my account",
  erasePassword: "Your password",
  eraseTitle: "Erase your account for good?",
  eraseConfirm: "There is no way back.",
  eraseNoPassword: "Set a password first: it is needed to confirm.",
  eraseElsewhere: "You sign in through another app. Your account is erased there.",
};

export type PeopleTexts = typeof peopleEn;
export type PeopleSettingsTexts = typeof peopleSettingsEn;
