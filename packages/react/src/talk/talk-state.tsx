import { createContext, useContext, useMemo, useState, type ReactElement, type ReactNode } from "react";

/** A dialog over the talk. It is drawn as long as it fades, with `open` false. */
export type TalkDialog = (props: { readonly open: boolean; readonly onClose: () => void }) => ReactElement;

/** What the parts of one talk share: the lines, the bar and the field to write in. */
export interface TalkState {
  /** The conversation. */
  readonly id: string;
  readonly show: (dialog: TalkDialog) => void;
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

const TalkContext = createContext<TalkState | undefined>(undefined);

export interface TalkProviderProps extends Pick<TalkState, "id">, Pick<CardProps, "onPerson"> {
  readonly Card: (props: CardProps) => ReactElement;
  readonly children: ReactNode;
}

/** Around everything of one conversation. */
export function TalkProvider({ id, onPerson, Card, children }: TalkProviderProps) {
  const [dialog, setDialog] = useState<{ readonly draw: TalkDialog; readonly open: boolean }>();
  const state = useMemo<TalkState>(() => {
    const show = (draw: TalkDialog): void => setDialog({ draw, open: true });
    const openCard = (user: string): void => show((props) => <Card {...props} user={user} onPerson={onPerson} />);
    return { id, show, openCard };
  }, [id, onPerson, Card]);
  return (
    <TalkContext value={state}>
      {children}
      {dialog?.draw({ open: dialog.open, onClose: () => setDialog({ draw: dialog.draw, open: false }) })}
    </TalkContext>
  );
}

/** The talk around a component. */
export function useTalk(): TalkState {
  const state = useContext(TalkContext);
  if (!state) throw new Error("Wrap this in <TalkProvider id={…}>.");
  return state;
}
