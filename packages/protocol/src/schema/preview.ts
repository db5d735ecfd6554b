import Type, { type Static } from "typebox";
import { LIMITS } from "../limits.ts";
import { FileInBody, type FileInfo } from "./file.ts";

/** The address of a page. */
export const PageUrl = Type.String({
  pattern: "^https?://[^\\s\\u0000-\\u001f\\u007f]+$",
  maxLength: LIMITS.link,
  description: "Address of a page, http or https",
});

/** What a page says of itself. */
export const LinkPreview = Type.Object({
  url: PageUrl,
  title: Type.String({ minLength: 1, maxLength: LIMITS.previewTitle }),
  text: Type.Optional(Type.String({ minLength: 1, maxLength: LIMITS.previewText })),
  image: Type.Optional(
    Type.Unsafe<FileInfo>({
      ...FileInBody,
      description: "A picture of it, kept by the server; a file like those of messages",
    }),
  ),
  site: Type.Optional(Type.String({ minLength: 1, maxLength: LIMITS.previewTitle, description: "Name of the site" })),
});
export type LinkPreview = Static<typeof LinkPreview>;
