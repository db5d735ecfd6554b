import type { Item } from "@skein/client";
import { createContext, Fragment, useContext, useMemo, useState, type ReactElement, type ReactNode } from "react";
import type { MessageItem } from "./kind/row.ts";
import { useRefused } from "./use-refused.ts";

/** A dialog over the talk. It is drawn as long as it fades, with `open` false. */
export type TalkDialog = (props: { readonly open: boolean; readonly onClose: () => void }) => ReactElement;

/** What is written belongs to a message: it answers it, or stands in its place. */
export interface Target {
  readonly mode: "reply" | "edit";
  readonly item: MessageItem;
  /** It came with a draft: nobody has asked to write just now. */
  readonly restored?: true;
}

/** What the parts of one talk share and do with each other; it never changes. */
export interface TalkState {
  /** The conversation. */
  readonly id: string;
  readonly show: (dialog: TalkDialog) => void;
  readonly setTarget: (target: Target | undefined) => void;
  /** Puts text into the field to write in. */
  readonly write: (text: string) => void;
  /** Goes to an entry, wherever it stands; `near`: where it is not shown itself, to the one after it. */
  readonly jump: (seq: number, near?: boolean) => void;
  /** The address of an entry; undefined where the app has none. */
  readonly linkOf: ((seq: number) => string) | undefined;
  /** Chooses a message, or no longer; the first one begins choosing. */
  readonly select: (item: Item) => void;
  readonly endSelection: () => void;
  /** Shows who somebody is. */
  readonly openCard: (user: string) => void;
}

/** What shows who somebody is. */
export interface CardProps {
  readonly user: string;
  readonly open: boolean;
  readonly onClose: () => void;
  /** Opens the direct talk with them; undefined where there is no such way. */
  readonly onPerson: ((user: string) => void) | undefined;
}

/** What the parts of one talk share, as it is now. */
export interface TalkNow {
  readonly target: Target | undefined;
  /** Text for the field to write in; an object of its own each time. */
  readonly written: { readonly text: string } | undefined;
  /** Where one wants to go; an object of its own each time. */
  readonly wanted: { readonly seq: number; readonly near?: boolean } | undefined;
  /** The chosen messages by their ids; undefined while nobody chooses. */
  readonly selected: ReadonlyMap<string, Item> | undefined;
}

const TalkContext = createContext<TalkState | undefined>(undefined);
const NowContext = createContext<TalkNow>({
  target: undefined,
  written: undefined,
  wanted: undefined,
  selected: undefined,
});

/** Messages that one can choose at once: as many as can be forwarded together. */
const CHOSEN = 100;

export interface TalkProviderProps extends Pick<TalkState, "id">, Pick<CardProps, "onPerson"> {
  /** The entry to go to first. */
  readonly at?: number | undefined;
  /** The address of an entry, for links that one passes on. */
  readonly linkOf?: TalkState["linkOf"];
  readonly Card: (props: CardProps) => ReactElement;
  readonly children: ReactNode;
}

/** Around everything of one conversation. */
export function TalkProvider({ id, at, linkOf, onPerson, Card, children }: TalkProviderProps) {
  const [dialog, setDialog] = useState<{ readonly draw: TalkDialog; readonly open: boolean; readonly turn: number }>();
  const [target, setTarget] = useState<Target>();
  const [written, setWritten] = useState<TalkNow["written"]>();
  const [begun, setBegun] = useState<number>();
  const [wanted, setWanted] = useState<TalkNow["wanted"]>();
  const [selected, setSelected] = useState<TalkNow["selected"]>();
  if (at !== begun) {
    setBegun(at);
    if (at !== undefined) setWanted({ seq: at });
  }
  useRefused(id);
  const state = useMemo<TalkState>(() => {
    const show = (draw: TalkDialog): void => setDialog((last) => ({ draw, open: true, turn: (last?.turn ?? 0) + 1 }));
    return {
      id,
      show,
      openCard: (user) => show((props) => <Card {...props} user={user} onPerson={onPerson} />),
      setTarget,
      write: (text) => setWritten({ text }),
      jump: (seq, near = false) => setWanted({ seq, near }),
      linkOf,
      select: (item) => setSelected((before) => toggled(before, item)),
      endSelection: () => setSelected(undefined),
    };
  }, [id, linkOf, onPerson, Card]);
  const now = useMemo(() => ({ target, written, wanted, selected }), [target, written, wanted, selected]);
  return (
    <TalkContext value={state}>
      <NowContext value={now}>
        {children}
        {dialog && (
          // Each opening begins anew: what was chosen in the last one is done with.
          <Fragment key={dialog.turn}>
            {dialog.draw({ open: dialog.open, onClose: () => setDialog({ ...dialog, open: false }) })}
          </Fragment>
        )}
      </NowContext>
    </TalkContext>
  );
}

/** The talk around a component. */
export function useTalk(): TalkState {
  const state = useContext(TalkContext);
  if (!state) throw new Error("Wrap this in <TalkProvider id={…}>.");
  return state;
}

/** The same where a part may stand outside of any talk: undefined there. */
export function useTalkAround(): TalkState | undefined {
  return useContext(TalkContext);
}

/** The talk around a component as it is now; renders again with each change. */
export function useTalkNow(): TalkNow {
  return useContext(NowContext);
}

function toggled(before: ReadonlyMap<string, Item> | undefined, item: Item): ReadonlyMap<string, Item> {
  const next = new Map(before);
  if (!next.delete(item.id) && next.size < CHOSEN) next.set(item.id, item);
  return next;
}
