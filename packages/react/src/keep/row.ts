import type { Client, ConversationView } from "@skein/client";
import type { LucideIcon } from "lucide-react";
import type { ReactElement } from "react";
import type { Texts } from "../text/en.ts";

/** A dialog about how a conversation is kept. It is drawn as long as it fades, with `open` false. */
export type KeepDialog = (props: { readonly open: boolean; readonly onClose: () => void }) => ReactElement;

/** Where something is asked for, and what it may use. */
export interface KeepPlace {
  readonly client: Client;
  readonly texts: Texts;
  /** ms */
  readonly now: number;
  readonly show: (dialog: KeepDialog) => void;
  /** Says what was done in passing. */
  readonly say: (words: string) => void;
}

/** Something one does with a conversation in one's own list: a row of the table in `actions.ts`, from which every menu is drawn. */
export interface KeepAction {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly label: (texts: Texts) => string;
  readonly danger?: true;
  /** Is under the row that a finger pushes aside as well. */
  readonly swipe?: true;
  readonly offered: (view: ConversationView, place: KeepPlace) => boolean;
  readonly run: (view: ConversationView, place: KeepPlace) => void;
}
