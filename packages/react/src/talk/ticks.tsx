import type { ItemState } from "@skein/client";
import { Check, CheckCheck, CircleAlert, Clock } from "lucide-react";
import { useTexts } from "../text/language.tsx";

const SIGNS = { pending: Clock, sent: Check, delivered: CheckCheck, read: CheckCheck, failed: CircleAlert } as const;

/** How far a message of one's own has got. */
export function Ticks({ state }: { readonly state: ItemState }) {
  const { talk } = useTexts();
  const Sign = SIGNS[state];
  return (
    <span className="sk-ticks" data-state={state}>
      <Sign size={15} strokeWidth={2.25} aria-hidden="true" />
      <span className="sk-hidden">{talk.state[state]}</span>
    </span>
  );
}
