import type { Conversation, ConversationView, Files, Item } from "@skein/client";
import type { LucideIcon } from "lucide-react";
import type { Save } from "../../file/use-save.ts";
import type { Texts } from "../../text/en.ts";
import type { WordsOfMessages } from "../kind/use-words.ts";
import type { TalkState } from "../talk-state.tsx";

/** Where an action is asked for, and what it may use. */
export interface ActionPlace {
  readonly conversation: Conversation;
  readonly view: ConversationView | undefined;
  readonly me: string | undefined;
  /** Files of the client; undefined until that is loaded. */
  readonly files: Files | undefined;
  /** Saves files under their names. */
  readonly save: Save["save"];
  readonly words: WordsOfMessages;
  /** Puts text on the clipboard and says so. */
  readonly copy: (text: string) => void;
  /** Opens the thread of a message; undefined within a thread, and where the app has none. */
  readonly openThread: ((root: number) => void) | undefined;
  /** The talk: dialogs, the field to write in, choosing several. */
  readonly talk: TalkState;
  /** Keeps what a message says for a while, to be written again after it was taken back. */
  readonly remember: (item: Item) => void;
}

/** Something that can be done with a message: a row of the table in `actions.ts`, from which every menu is drawn. */
export interface MessageAction {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly label: (texts: Texts) => string;
  readonly danger?: boolean;
  readonly offered: (item: Item, place: ActionPlace) => boolean;
  readonly run: (item: Item, place: ActionPlace) => void;
  /** The same with several chosen messages, in their order; absent where it is done with one only. */
  readonly many?: {
    readonly offered: (items: readonly Item[], place: ActionPlace) => boolean;
    readonly run: (items: readonly Item[], place: ActionPlace) => void;
  };
}
