import type { Item } from "@skein/client";
import type { Bodies, SendableKind } from "@skein/protocol";
import type { LucideIcon } from "lucide-react";
import type { ReactElement, ReactNode } from "react";
import type { Texts } from "../../text/en.ts";

/** A message that a person said, of a kind that is known here. */
export type MessageItem<K extends SendableKind = SendableKind> = Extract<Item, { kind: K }>;

export interface ContentProps<K extends SendableKind = SendableKind> {
  /** The conversation it was said in. */
  readonly id: string;
  readonly item: MessageItem<K>;
  readonly own: boolean;
  /** Time and ticks: stands in the last line, or where the content has room for it. */
  readonly end: ReactNode;
  /** Draws, and words, a message that lies within this one. */
  readonly inner: {
    readonly draw: (item: MessageItem) => ReactNode;
    readonly words: (item: MessageItem) => string;
  };
}

/** What words about a message are made of. */
export interface Wording {
  readonly texts: Texts;
  /** What to call a person; where nobody knows, a word for somebody. */
  readonly nameOf: (id: string) => string;
  /** Another message in words: one that lies within. */
  readonly words: (said: Pick<Item, "kind" | "body" | "recalled">) => string;
}

/**
 * How one kind of message is shown: a row of the table in `kinds.ts`. Methods, so that a row of one kind is a row of any: its body is
 * always that of its own kind, the server has checked it.
 */
export interface MessageKind<K extends SendableKind> {
  /** What stands in its bubble. */
  Content(props: ContentProps<K>): ReactElement | null;
  /** It in one line of plain words: in the list, in notices, in quotes, and as it is heard. */
  words(body: Bodies[K], wording: Wording): string;
  /** Before its words in the list. */
  readonly icon?: LucideIcon;
  /** What is copied of it; absent where there is nothing that would be of use elsewhere. */
  copy?(body: Bodies[K], wording: Wording): string | undefined;
  /** The field of its body whose words its author may change; absent where nothing of it can be changed. */
  readonly edits?: "text" | "caption";
  /** Stands without a bubble around it: large emoji, stickers. */
  bare?(body: Bodies[K]): boolean;
}
