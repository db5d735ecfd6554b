import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import { Bytes, FileId, FileInfo, GivenName, GivenType, Sha256, UploadId } from "../file.ts";
import { Entry } from "../log.ts";
import { Profile } from "../people.ts";
import { ConversationId, Key, Seq, Timestamp, Words } from "../primitives.ts";
import { command } from "./row.ts";

/** Files: how they come in, and how they are fetched. */
export const fileCommands = {
  "file.limits": command(
    "user",
    "What one may upload.",
    Type.Object({}),
    Type.Object({
      largest: Type.Unsafe<number>({ ...Bytes, description: "Bytes of one file" }),
      quota: Type.Unsafe<number>({ ...Bytes, description: "Bytes of all one's files; 0: without a bound" }),
      used: Type.Unsafe<number>({ ...Bytes, description: "Bytes of one's files that are kept" }),
      pixels: Type.Integer({ description: "Pixels of a picture that smaller copies are made of" }),
      uploads: Type.Integer({ description: "Uploads that one may have open" }),
    }),
  ),
  "file.begin": command(
    "user",
    "Begin an upload. Where one has this content already, or may read it, the file is there at once; else its bytes go to `path` by tus 1.0.",
    Type.Object({
      name: GivenName,
      size: Bytes,
      type: Type.Optional(GivenType),
      sha256: Type.Optional(Sha256),
      original: Type.Optional(
        Type.Literal(true, {
          description: "Of a picture: keep it as it is, with what it says of the place and the camera",
        }),
      ),
    }),
    Type.Object({
      file: Type.Optional(FileInfo),
      upload: Type.Optional(UploadId),
      path: Type.Optional(Type.String({ description: "Relative to the server's base URL" })),
      expires: Type.Optional(
        Type.Unsafe<number>({ ...Timestamp, description: "Until when it may rest before it is forgotten" }),
      ),
    }),
  ),
  "file.finish": command(
    "user",
    "End an upload of which all bytes are there: size and SHA-256 are looked at, the type is found out, a picture is made ready. The same file again when asked again.",
    Type.Object({ upload: UploadId }),
    Type.Object({ file: FileInfo }),
  ),
  "file.links": command(
    "user",
    "Links to files that one may read, for programs that cannot send a token; each good for a while, for oneself alone, and only as long as one may read the file. Files that one may not read are left out.",
    Type.Object({
      files: Type.Array(FileId, { minItems: 1, maxItems: LIMITS.filesPerCall, uniqueItems: true }),
    }),
    Type.Object({
      links: Type.Array(
        Type.Object({
          id: FileId,
          url: Type.String({
            description: "Relative to the server's base URL; `&size=s|m|l` and `&download=1` may be added",
          }),
          expires: Timestamp,
        }),
      ),
    }),
  ),
  "conversation.files": command(
    "user",
    "Messages of a conversation that hold pictures and videos, files, voice or links, the newest first: those before one, or the nearest after one.",
    Type.Object({
      conv: ConversationId,
      what: Words(["media", "files", "voice", "links"]),
      before: Type.Optional(Seq),
      after: Type.Optional(Type.Unsafe<number>({ ...Seq, description: "Instead of `before`: on to newer ones" })),
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: LIMITS.page })),
    }),
    Type.Object({
      entries: Type.Array(Entry),
      users: Type.Array(Profile),
      next: Type.Optional(
        Type.Unsafe<number>({ ...Seq, description: "`before`, or `after` where that was asked, of the next page" }),
      ),
    }),
  ),
  "message.played": command(
    "user",
    "Say that one has listened to a voice message of somebody else; once. Told in conversations whose marks are pushed; elsewhere, and again, nothing is written and the message's own place is answered.",
    Type.Object({ conv: ConversationId, seq: Seq, key: Key }),
    Type.Object({ seq: Seq, at: Timestamp }),
  ),
} as const;
