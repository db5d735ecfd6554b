import { CLIENT_LIMITS } from "./limits-of-clients.ts";
import { SEARCH_LENGTH } from "./search/length.ts";

/**
 * Bounds that are part of the wire: both sides may rely on them. What an operator may tune (rates, heartbeat)
 * is told in `welcome` instead. Sizes are bytes of UTF-8, lengths are Unicode code points, times are milliseconds.
 */
export const LIMITS = {
  ...CLIENT_LIMITS,
  /** What a client that asks for life by itself may keep silent: ms, in `hello`. */
  beatLeast: 10_000,
  beatMost: 900_000,
  /** Frames in one WebSocket message from the client. */
  framesPerMessage: 100,
  /** Depth of nested objects and arrays in a frame. */
  depth: 16,
  /** Code points of a message's text. */
  text: 10_000,
  /** Code points of a file's name as a device gives it, and as it is kept. */
  givenName: 65_536,
  fileName: 200,
  /** Code points of the words under a picture or a file. */
  caption: 2_000,
  /** Pictures and videos of one album. */
  albumItems: 30,
  /** Ms of a voice message. */
  voice: 3_600_000,
  /** Pixels of a picture's edge. */
  pictureEdge: 100_000,
  /** Files in one `file.links`. */
  filesPerCall: 100,
  /** Uploads that one person may have open. */
  uploads: 50,
  /** How long an upload may rest before it is forgotten. */
  uploadLife: 86_400_000,
  /** How long a file that is in no message is kept. */
  fileUnused: 86_400_000,
  /** How long a link to a file is good. */
  fileLink: 600_000,
  /** Bytes of a picture that becomes somebody's, or a group's. */
  avatar: 10_485_760,
  /** Code points of an emoji. */
  emoji: 16,
  /** People whom one message mentions by name. */
  mentions: 50,
  /** Pinned messages of a conversation. */
  pins: 50,
  /** People whom a message names as those who replied to it first. */
  threadUsers: 3,
  /** Threads in one page of one's own. */
  threadsPage: 50,
  /** Different emoji on one message. */
  reactions: 20,
  /** Different emoji of one person on one message. */
  reactionsOfOne: 3,
  /** Conversations to which one call forwards. */
  forwardTo: 20,
  /** Messages that one call forwards, all conversations together. */
  forwarded: 200,
  /** How deep merged messages may lie within each other. */
  mergedDepth: 5,
  /** Code points of the body of a merged message, as JSON. */
  merged: 65_536,
  /** How often one message may be edited. */
  edits: 100,
  /** How long after it was sent its author may edit a message. */
  editWindow: 172_800_000,
  /** Code points of the name of a place, and of its address. */
  placeName: 100,
  address: 200,
  /** Code points of what stands for a custom message where it cannot be shown. */
  fallback: 1_000,
  /** Bytes of a custom message's data, and of a type's schema, as JSON. */
  customData: 16_384,
  customSchema: 16_384,
  /** Types that integrators may register on a server. */
  customTypes: 200,
  /** Code points of a poll's question, and of an option. */
  pollQuestion: 300,
  pollOption: 100,
  pollOptions: 10,
  /** How far ahead a poll may close. */
  pollAhead: 31_536_000_000,
  /** Streams that one person may have open. */
  streams: 8,
  /** A stream to which nothing was added for so long is finished as interrupted. */
  streamIdle: 60_000,
  /** And one that is open for so long. */
  streamLife: 1_800_000,
  /** How long a stream that ended is known by its id. */
  streamKept: 3_600_000,
  /** Code points of the name of a pack of stickers; stickers in one; packs that one has, and makes. */
  packName: 64,
  packStickers: 120,
  packs: 50,
  /** UTF-16 units of a link whose page is asked what it is. */
  link: 2_048,
  /** Code points of what a page is called, and of what it says of itself. */
  previewTitle: 200,
  previewText: 400,
  /** People whom a reaction names; all of them are read on demand. */
  reactionUsers: 3,
  /** Messages in one `message.get`. */
  messagesPerCall: 100,
  /** Conversations that a person has pinned on top of their list. */
  pinned: 50,
  /** Folders of a person's list. */
  folders: 20,
  /** Code points of a folder's name. */
  folderName: 24,
  /** Changes in one `conversation.keep`. */
  keepChanges: 100,
  /** Messages that a person has starred. */
  starred: 5_000,
  /** Messages that a person has deleted for themselves in one conversation. */
  removed: 10_000,
  /** Length of an idempotency key. */
  key: 64,
  /** Code points of a person's name. */
  personName: 64,
  /** Code points of a group's name. */
  groupName: 100,
  /** Code points of a person's "about" line. */
  about: 200,
  /** Length of a log-in name. */
  login: 32,
  /** Bytes of a password; argon2id hashes any length, this bounds the work. */
  password: 256,
  passwordMin: 8,
  /** Members of a group at most; an operator may set less (`limits.groupMembers`). */
  groupMembers: 100_000,
  /** Code points of a group's description. */
  groupDescription: 1_000,
  /** Code points of an announcement. */
  announcement: 2_000,
  /** Seconds between two messages of a member in slow mode, at most. */
  groupSlow: 86_400,
  /** Entries before their coming that newcomers may read, where that is bounded. */
  groupHistory: 10_000,
  /** Links of one group. */
  groupLinks: 50,
  /** How many may come in by one link, at most. */
  linkUses: 100_000,
  /** People who may be asking to come into one group. */
  groupRequests: 1_000,
  /** Bans of one group. */
  groupBans: 10_000,
  /** Code points of a note to those who let people in. */
  requestNote: 200,
  /** People in one page of members, readers or bans. */
  memberPage: 200,
  /** Owners and admins who are told at once that somebody asks to come in. */
  toldOfRequests: 50,
  /** Entries in one history page. */
  page: 100,
  /** Code points of what one looks for. */
  search: SEARCH_LENGTH,
  /** Kinds among which one looks; messages in one page of what is found. */
  searchKinds: 10,
  searchPage: 50,
  /** Conversations in one page of the list. */
  listPage: 500,
  /** Conversations in a delta; more is a reset. */
  deltaConversations: 500,
  /** Ms that one may wait for changes without a link. */
  changesWait: 25_000,
  /** Words in the server's list, and code points of one; words in one call. */
  words: 10_000,
  word: 64,
  wordsPerCall: 500,
  /** Code points of what a report or a moderator says. */
  remark: 500,
  /** Messages kept before and after one that is reported. */
  reportContext: 10,
  /** How long a code works by which one device signs another in, and how long one waits for an answer to it. */
  pairing: 90_000,
  pairingWait: 20_000,
  /** People one is friends with, has a name for or has blocked. */
  contacts: 5_000,
  /** Code points of the greeting of a friend request. */
  greeting: 200,
  /** Friend requests that wait for an answer, of one person and to one person each. */
  requestsOpen: 100,
  /** Friend requests of one person in a day. */
  requestsPerDay: 50,
  /** How long a friend request may be answered. */
  requestLife: 14 * 86_400_000,
  /** How long after a refusal the same person may not be asked again. */
  requestPause: 86_400_000,
  /** Time until a connection that has not said hello is closed. */
  hello: 10_000,
  /** Bytes of the address of a push subscription. */
  pushAddress: 2_048,
  /** How long somebody is taken to look at a device that said so last. */
  attention: 60_000,
  /** Above this many members people are told of mentions only, unless they chose otherwise for the group. */
  notifiedMembers: 500,
  /** How long the token in a notification works. */
  pushToken: 86_400_000,
  /** Above this many members nobody is told who types. */
  typingMembers: 500,
} as const;

export type LimitName = keyof typeof LIMITS;

/** Stands for "for ever" in `quiet`, and for "until it is taken out" in `archived`. */
export const FOREVER = Number.MAX_SAFE_INTEGER;
