import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import { FileInBody, visual } from "../file.ts";
import { captionedMessage, message, operation } from "./row.ts";

/** Messages that hold files. */
export const fileKinds = {
  image: captionedMessage("A picture.", { file: FileInBody }, { en: "Photo", "zh-CN": "图片", field: "caption" }),
  album: captionedMessage(
    "Pictures and videos, shown together.",
    { items: Type.Array(Type.Object(visual), { minItems: 2, maxItems: LIMITS.albumItems }) },
    { en: "Photos", "zh-CN": "图片", field: "caption" },
  ),
  file: captionedMessage("A file of any type.", { file: FileInBody }, { en: "File", "zh-CN": "文件", field: "file" }),
  voice: message(
    "Something said.",
    {
      file: FileInBody,
      duration: Type.Integer({ minimum: 0, maximum: LIMITS.voice, description: "ms" }),
      wave: Type.Optional(
        Type.String({
          maxLength: 136,
          pattern: "^[A-Za-z0-9+/]*={0,2}$",
          description: "How loud it is: up to 100 bytes, one a moment, base64",
        }),
      ),
    },
    { en: "Voice message", "zh-CN": "语音" },
  ),
  video: captionedMessage("A video.", visual, { en: "Video", "zh-CN": "视频", field: "caption" }),
  "message.played": operation("`from` has listened to a voice message of somebody else.", {}),
} as const;
