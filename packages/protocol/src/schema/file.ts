import Type, { type Static } from "typebox";
import { LIMITS } from "../limits.ts";
import { Line } from "./primitives.ts";

export const FileId = Type.String({ pattern: "^[0-9a-z]{16}$", description: "Id of a file: nobody can guess it" });
export const UploadId = Type.String({ pattern: "^[0-9a-z]{16}$", description: "Id of an upload" });
export const Bytes = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: "Bytes" });
export const Sha256 = Type.String({ pattern: "^[0-9a-f]{64}$", description: "SHA-256 of the content, in hex" });
const Edge = Type.Integer({ minimum: 1, maximum: LIMITS.pictureEdge, description: "Pixels" });

/** A smaller copy of a picture. */
export const Thumbnail = Type.Object({ width: Edge, height: Edge, size: Bytes });

/** The longer edge of each size of a picture, pixels: a size that would be no smaller than the picture is not made. */
export const PICTURE_SIZES = { s: 320, m: 960, l: 1920 } as const;
export type PictureSize = keyof typeof PICTURE_SIZES;

const info = {
  id: FileId,
  name: Type.String({
    minLength: 1,
    maxLength: LIMITS.fileName,
    description: "A plain name: no path, nothing invisible, nothing that turns the text around",
  }),
  size: Bytes,
  type: Type.String({
    pattern: "^[a-z0-9.+-]{1,63}/[a-z0-9.+-]{1,63}$",
    description: "Media type, found out from the content; `application/octet-stream` where it says nothing",
  }),
  width: Type.Optional(Edge),
  height: Type.Optional(Edge),
  blur: Type.Optional(
    Type.String({ maxLength: 64, pattern: "^[A-Za-z0-9+/=]*$", description: "Thumbhash of a picture, base64" }),
  ),
  animated: Type.Optional(Type.Literal(true, { description: "The picture moves; its smaller copies do not" })),
  sizes: Type.Optional(
    Type.Object(
      { s: Type.Optional(Thumbnail), m: Type.Optional(Thumbnail), l: Type.Optional(Thumbnail) },
      { description: "Smaller copies of a picture: 320, 960 and 1920 pixels of the longer edge" },
    ),
  ),
};

/** A file as everybody sees it who may read it. */
export const FileInfo = Type.Object(info);
export type FileInfo = Static<typeof FileInfo>;

const { id, ...rest } = info;
/** A file in a message: whoever sends names its `id`, all else is written by the server and may be left out. */
export const FileInBody = Type.Unsafe<FileInfo>(
  Type.Object(
    { id, ...(Object.fromEntries(Object.entries(rest).map(([name, of]) => [name, Type.Optional(of)])) as object) },
    { description: "Whoever sends names the `id`; the rest is written by the server" },
  ),
);

/** What becomes the picture of a person or a group. */
export const AvatarFile = Type.Union([FileId, Type.Null()], {
  description: "A picture among one's own files, of which a small copy is made; null: none any more",
});

/** A picture or a video in a message. */
export const visual = {
  file: FileInBody,
  poster: Type.Optional(
    Type.Unsafe<FileInfo>({ ...FileInBody, description: "Of a video: its first picture, a file of its own" }),
  ),
  duration: Type.Optional(Type.Integer({ minimum: 0, maximum: 86_400_000, description: "Of a video, ms" })),
  width: Type.Optional(Type.Unsafe<number>({ ...Edge, description: "Of a video, pixels, as its sender says" })),
  height: Type.Optional(Type.Unsafe<number>({ ...Edge, description: "Of a video, pixels, as its sender says" })),
};

/** Words under a picture. */
export const Caption = Type.Optional(
  Type.String({ minLength: 1, maxLength: LIMITS.caption, pattern: "\\S", description: "In the safe Markdown subset" }),
);

/** A name as a client gives it: mended by the server, and refused only where nothing is left of it. */
export const GivenName = Type.String({
  minLength: 1,
  maxLength: LIMITS.givenName,
  description: "As the device calls it",
});
export const GivenType = Line(127);
