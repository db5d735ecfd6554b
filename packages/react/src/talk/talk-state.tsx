import { createContext, useContext, useMemo, useState, type ReactElement, type ReactNode } from "react";

/** A dialog over the talk. It is drawn as long as it fades, with `open` false. */
export type TalkDialog = (props: { readonly open: boolean; readonly onClose: () => void }) => ReactElement;

/** What the parts of one talk share: the lines, the bar and the field to write in. */
export interface TalkState {
  /** The conversation. */
  readonly id: string;
  readonly show: (dialog: TalkDialog) => void;
}

const TalkContext = createContext<TalkState | undefined>(undefined);

/** Around everything of one conversation. */
export function TalkProvider({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const [dialog, setDialog] = useState<{ readonly draw: TalkDialog; readonly open: boolean }>();
  const state = useMemo<TalkState>(() => ({ id, show: (draw) => setDialog({ draw, open: true }) }), [id]);
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
