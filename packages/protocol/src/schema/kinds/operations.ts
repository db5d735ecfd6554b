import Type from "typebox";
import { Emoji } from "../primitives.ts";
import { operation } from "./row.ts";

/** What is done to a message; `ref` says to which. */
export const operationKinds = {
  "message.edited": operation("Its author changed it: `body` stands in the place of the message's own.", {
    body: Type.Unknown({ description: "By the kind of the message" }),
  }),
  "message.recalled": operation("It was taken back, by its author or a moderator: nobody keeps what it said.", {}),
  "message.pinned": operation("It was pinned for all in the conversation, or that was taken back.", {
    on: Type.Boolean(),
  }),
  "message.reacted": operation("`from` reacted to it, or took that back.", { emoji: Emoji, on: Type.Boolean() }),
} as const;
