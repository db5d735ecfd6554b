/** Those of the bounds of the wire that a client works with: apart, so that the SDK does not carry the others. */
export const CLIENT_LIMITS = {
  /** Contacts in one page of the list. */
  contactsPage: 500,
  /** Entries a delta carries for one conversation; the rest is read as history. */
  deltaEntries: 50,
  /** Code points of a file's name. */
  fileName: 200,
  /** Bytes of one WebSocket message or HTTP body from the client. */
  frame: 131_072,
  /** Marks in one `conversation.mark`. */
  marks: 100,
  /** Above this many members, marks of others are read on demand instead of pushed. */
  marksPushed: 50,
  /** People in one `group.create` or `group.add`. */
  membersPerCall: 500,
  /** How long a typing indicator lives without being renewed. */
  typing: 6_000,
  /** Unread mentions that a conversation tells; more are told once these are read. */
  mentionsTold: 100,
  /** Ids in one `user.get`. */
  usersPerCall: 100,
  /** People whose presence one connection may watch. */
  watched: 200,
  /** Length of a user id. */
  userId: 64,
} as const;
