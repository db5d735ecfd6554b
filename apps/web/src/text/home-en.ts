/** Words of the menus around the list. */
export const menu = {
  open: "Menu",
  profile: "Profile",
  saved: "Saved messages",
  starred: "Starred messages",
  settings: "Settings",
  newGroup: "New group or channel",
  findPeople: "Find people",
  signOut: "Sign out",
  signOutTitle: "Sign out of this device?",
  signOutWords:
    "What is stored here is deleted, also messages that were not sent yet. Your conversations stay on the server.",
  newTalk: "New conversation",
};

/** Words of the palette. */
export const palette = {
  title: "Go to",
  search: "Go to a person, conversation, message or page",
  recent: "Recent",
  conversations: "Conversations",
  people: "People",
  pages: "Pages",
  setting: (name: string) => `Settings: ${name}`,
  nothing: (query: string) => `Nothing found for “${query}”`,
};

/** Words of the settings about the list. */
export const foldersSettings = {
  folders: "Folders",
  foldersHint: "Group your conversations",
};
