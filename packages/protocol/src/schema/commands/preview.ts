import Type from "typebox";
import { LinkPreview, PageUrl } from "../preview.ts";
import { command } from "./row.ts";

/** What pages say of themselves. */
export const previewCommands = {
  "link.preview": command(
    "user",
    "What the page behind a link says of itself; fetched by the server, so the page learns nothing of who asks.",
    Type.Object({ url: PageUrl }),
    Type.Object({
      preview: Type.Optional(LinkPreview),
    }),
  ),
} as const;
