import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import { StreamId } from "../primitives.ts";
import { editableMessage, notice } from "./row.ts";

/** Kinds of messages that people send. */
export const messageKinds = {
  text: editableMessage("A message in words.", {
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
    interrupted: Type.Optional(
      Type.Literal(true, { description: "Written by the server: nobody finished the stream, this is what came" }),
    ),
  }),
  hidden: notice("A message that only its author sees; to the author it comes as what it is.", {}),
} as const;
