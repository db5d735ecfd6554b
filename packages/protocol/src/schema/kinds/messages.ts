import Type from "typebox";
import { LIMITS } from "../../limits.ts";
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
  }),
  hidden: notice("A message that only its author sees; to the author it comes as what it is.", {}),
} as const;
