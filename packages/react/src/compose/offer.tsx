import { useEffect, type ReactNode } from "react";
import { useAnnounce } from "../kit/live-region.tsx";
import type { Completion } from "./use-completion.ts";

export interface OfferProps<Row> {
  /** Of the list; each row has it with its place behind. */
  readonly id: string;
  readonly completion: Completion<Row>;
  readonly label: string;
  /** Tells how many there are to whoever does not see them. */
  readonly told: (count: number) => string;
  readonly keyOf: (row: Row) => string;
  readonly renderRow: (row: Row) => ReactNode;
}

/** The id of a row, by which the field tells which one Enter takes. */
export const offerId = (id: string, at: number): string => `${id}-${at}`;

/** Over the field: what is offered for the word at the caret. The focus stays in the field. */
export function Offer<Row>({ id, completion, label, told, keyOf, renderRow }: OfferProps<Row>) {
  const announce = useAnnounce();
  const { offered, at, point, take } = completion;
  const count = offered.length;
  useEffect(() => {
    if (count > 0) announce(told(count));
  }, [announce, told, count]);
  if (count === 0) return null;
  return (
    <div className="sk-offer sk-scroll" role="listbox" id={id} aria-label={label} tabIndex={-1}>
      {offered.map((row, index) => (
        <button
          key={keyOf(row)}
          type="button"
          id={offerId(id, index)}
          role="option"
          tabIndex={-1}
          className="sk-offer-row"
          aria-selected={index === at}
          ref={index === at ? intoView : undefined}
          // The press must not take the focus, and with it a phone's keyboard, from the field.
          onMouseDown={(event) => event.preventDefault()}
          onMouseMove={() => point(index)}
          onClick={() => take(row)}
        >
          {renderRow(row)}
        </button>
      ))}
    </div>
  );
}

const intoView = (row: HTMLElement | null): void => row?.scrollIntoView({ block: "nearest" });
