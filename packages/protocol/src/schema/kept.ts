import Type, { type Static } from "typebox";
import { LIMITS } from "../limits.ts";
import { ConversationId, Seq, Timestamp, Words } from "./primitives.ts";

/** Plain words, as names of groups are. */
const FOLDER_NAME = "^(?=[\\s\\S]*\\S)[^\\u0000-\\u001f\\u007f]*$";

export const FolderId = Type.String({
  pattern: "^[A-Za-z0-9_-]{1,24}$",
  description: "Id of a folder, made by the client",
});

/** A folder of one's list, in the order of the list of folders. */
export const Folder = Type.Object({
  id: FolderId,
  name: Type.String({ minLength: 1, maxLength: LIMITS.folderName, pattern: FOLDER_NAME }),
});
export type Folder = Static<typeof Folder>;

const folders = Type.Array(FolderId, { maxItems: LIMITS.folders, uniqueItems: true });

/** Of what they are told there; `default` is as their settings say. */
const Notify = Words(
  ["default", "all", "mentions", "none"],
  "Of which messages one is told; absent: as one's settings say",
);

/** How a person keeps a conversation in their own list. What is absent is as it is for a new conversation. */
export const Kept = Type.Object({
  v: Type.Unsafe<number>({
    ...Seq,
    description: "The entry of the self log that changed it last: the higher one is newer",
  }),
  pinned: Type.Optional(Type.Integer({ minimum: 1, description: "On top of the list, the highest first" })),
  quiet: Type.Optional(Type.Unsafe<number>({ ...Timestamp, description: "Until when it makes no noise" })),
  hidden: Type.Optional(Type.Unsafe<number>({ ...Seq, description: "Not in the list until something newer is said" })),
  archived: Type.Optional(Type.Unsafe<number>({ ...Seq, description: "In the archive until something newer is said" })),
  unread: Type.Optional(Type.Literal(true, { description: "Marked as unread by hand" })),
  folders: Type.Optional(folders),
  notify: Type.Optional(Notify),
});
export type Kept = Static<typeof Kept>;

/** A change of it; 0, false and an empty list take a field back. */
export const KeepChange = Type.Object({
  conv: ConversationId,
  pinned: Type.Optional(Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })),
  quiet: Type.Optional(Timestamp),
  hidden: Type.Optional(Seq),
  archived: Type.Optional(Seq),
  unread: Type.Optional(Type.Boolean()),
  folders: Type.Optional(folders),
  notify: Type.Optional(Notify),
  since: Type.Optional(
    Type.Unsafe<number>({ ...Seq, description: "The first entry one still wants to have: what is older is cleared" }),
  ),
});
export type KeepChange = Static<typeof KeepChange>;

/** What was written and not sent, the same on all devices. */
export const KeptDraft = Type.Object({
  v: Type.Unsafe<number>({ ...Seq, description: "The entry of the self log that told of it" }),
  text: Type.String({ maxLength: LIMITS.text, description: "Empty: there is none any more" }),
  reply: Type.Optional(Seq),
});
export type KeptDraft = Static<typeof KeptDraft>;

/** What the reader has made of an entry for themselves. */
export const Mine = Type.Object({
  starred: Type.Optional(Type.Literal(true)),
  removed: Type.Optional(Type.Literal(true, { description: "Deleted for oneself: it is not shown" })),
});
export type Mine = Static<typeof Mine>;
