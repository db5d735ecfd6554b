import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import { LinkPreview, PageUrl } from "../preview.ts";
import { StreamId, Timestamp, UserId } from "../primitives.ts";
import { editableMessage, message, notice } from "./row.ts";

/** Kinds of messages that people send. */
export const messageKinds = {
  text: editableMessage(
    "A message in words.",
    {
      text: Type.String({
        minLength: 1,
        maxLength: LIMITS.text,
        pattern: "\\S",
        description: "Text in the safe Markdown subset",
      }),
      stream: Type.Optional(
        Type.Unsafe<string>({
          ...StreamId,
          description: "Written by the server: the stream that grew into this message",
        }),
      ),
      preview: Type.Optional(
        Type.Object(
          { ...Type.Partial(LinkPreview).properties, url: PageUrl },
          {
            description:
              "What a page that the text links to says of itself. A client names its `url`, after `link.preview` answered; the rest is written by the server",
          },
        ),
      ),
      interrupted: Type.Optional(
        Type.Literal(true, { description: "Written by the server: nobody finished the stream, this is what came" }),
      ),
    },
    { en: "Message", "zh-CN": "消息", field: "text", bare: true },
  ),
  hidden: notice("A message that only its author sees; to the author it comes as what it is.", {}),
  merged: message(
    "Messages of another conversation, put together by `message.forward`; nobody can send it otherwise.",
    {
      title: Type.Object({
        group: Type.Optional(Type.String({ description: "The name of the group they were said in" })),
        people: Type.Array(Type.String(), { description: "Names of the first who speak in them" }),
      }),
      items: Type.Array(
        Type.Object({
          from: UserId,
          name: Type.String({ description: "What they were called then" }),
          at: Timestamp,
          kind: Type.String(),
          body: Type.Unknown({
            description: "By `kind`, as it was when it was put in; `merged` may lie within `merged`",
          }),
        }),
        { minItems: 1, maxItems: LIMITS.messagesPerCall },
      ),
    },
    { en: "Chat history", "zh-CN": "聊天记录" },
  ),
} as const;
