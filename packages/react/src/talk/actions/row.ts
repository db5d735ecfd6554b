import type { Conversation, ConversationView, Item } from "@skein/client";
import type { LucideIcon } from "lucide-react";
import type { Texts } from "../../text/en.ts";
import type { WordsOfMessages } from "../kind/use-words.ts";
import type { TalkDialog } from "../talk-state.tsx";

/** Where an action is asked for, and what it may use. */
export interface ActionPlace {
  readonly conversation: Conversation;
  readonly view: ConversationView | undefined;
  readonly me: string | undefined;
  readonly words: WordsOfMessages;
  /** Puts text on the clipboard and says so. */
  readonly copy: (text: string) => void;
  /** Opens a dialog over the talk; it stays until it closes itself. */
  readonly show: (dialog: TalkDialog) => void;
}

/** Something that can be done with a message: a row of the table in `actions.ts`, from which every menu is drawn. */
export interface MessageAction {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly label: (texts: Texts, item: Item) => string;
  readonly danger?: boolean;
  readonly offered: (item: Item, place: ActionPlace) => boolean;
  readonly run: (item: Item, place: ActionPlace) => void;
}
