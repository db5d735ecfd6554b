import Type from "typebox";
import { LIMITS } from "../../limits.ts";
import { editableMessage } from "./row.ts";

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
} as const;
